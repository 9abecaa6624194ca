package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code happyhorse.*}. If a value is out of range, the application does not start, and the error message names the
 * property. Blank texts count as not set.
 *
 * @param apiKey the API key, without 'Bearer'. A secret
 * @param apiKeyFile the file that contains the API key, instead of the key itself; read for every request, so that a replaced key takes
 *     effect without a restart
 * @param baseUrl the URL of the gateway, http or https
 * @param timeouts the time limits of one query
 * @param watcher the settings of the watcher
 * @param download the settings of downloads
 * @param proxy the HTTP proxy for the gateway and the storage hosts
 */
@ConfigurationProperties("happyhorse")
public record HappyHorseProperties(
    @Nullable String apiKey,
    @Nullable String apiKeyFile,
    @DefaultValue(FeignTaskQueryBuilder.DEFAULT_BASE_URL) String baseUrl,
    @DefaultValue @NestedConfigurationProperty TimeoutProperties timeouts,
    @DefaultValue @NestedConfigurationProperty WatcherProperties watcher,
    @DefaultValue @NestedConfigurationProperty DownloadProperties download,
    @DefaultValue @NestedConfigurationProperty ProxyProperties proxy) {
  static final String API_KEY = "happyhorse.api-key";
  static final String API_KEY_FILE = "happyhorse.api-key-file";

  /** Validates the API key and the base URL. */
  public HappyHorseProperties {
    apiKey = ifSet(apiKey);
    apiKeyFile = ifSet(apiKeyFile);
    baseUrl = baseUrl.isBlank() ? FeignTaskQueryBuilder.DEFAULT_BASE_URL : baseUrl;
    if (apiKey != null && apiKeyFile != null) {
      throw new InvalidPropertyException(API_KEY_FILE, "Set this or " + API_KEY + ", not both.");
    }
    String key = apiKey;
    if (key != null) {
      InvalidPropertyException.check(API_KEY, () -> FeignTaskQuery.builder(key));
    }
    String url = baseUrl;
    InvalidPropertyException.check("happyhorse.base-url", () -> unused().baseUrl(url));
  }

  /** Returns a builder that is used only to validate values. */
  static FeignTaskQueryBuilder unused() {
    return FeignTaskQuery.builder("sk-unused");
  }

  static @Nullable String ifSet(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Returns the settings without the key. */
  @Override
  public String toString() {
    return "HappyHorseProperties[apiKey=" + (apiKey == null ? "none" : "***") + ", apiKeyFile="
        + apiKeyFile + ", baseUrl=" + baseUrl + ", timeouts=" + timeouts + ", watcher=" + watcher
        + ", download=" + download + ", proxy=" + proxy + "]";
  }
}
