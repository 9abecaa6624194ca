package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQueryBuilder;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The gateway and the API key to use. A bean of this type takes the place of {@code happyhorse.base-url}, {@code happyhorse.api-key}
 * and {@code happyhorse.api-key-file}. Implementations are thread-safe and show the key in no {@code toString()}.
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
   * Returns the API key. Called for every request, so the key may change; must be quick.
   *
   * @return the key, without {@code Bearer}
   */
  String getApiKey();
}
