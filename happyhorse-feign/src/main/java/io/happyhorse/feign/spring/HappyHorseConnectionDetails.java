package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQueryBuilder;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The gateway and the API key to use. A bean of this type replaces the properties {@code happyhorse.base-url}, {@code
 * happyhorse.api-key} and {@code happyhorse.api-key-file}. Implementations are thread-safe, and their {@code toString()} does not
 * contain the key.
 */
public interface HappyHorseConnectionDetails extends ConnectionDetails {
  /**
   * Returns the URL of the gateway. Read once.
   *
   * @return an absolute http or https URL. Default: {@value FeignTaskQueryBuilder#DEFAULT_BASE_URL}
   */
  default String getBaseUrl() {
    return FeignTaskQueryBuilder.DEFAULT_BASE_URL;
  }

  /**
   * Returns the API key. Called for every request, so the key may change. Must return quickly.
   *
   * @return the key, without {@code Bearer}
   */
  String getApiKey();
}
