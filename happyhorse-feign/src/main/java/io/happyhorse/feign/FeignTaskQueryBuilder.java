package io.happyhorse.feign;

import io.happyhorse.core.time.Time;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link FeignTaskQuery}. Not thread-safe. */
public final class FeignTaskQueryBuilder {
  /** Where the gateway is unless said: {@code https://www.anyfast.com.cn}. */
  public static final String DEFAULT_BASE_URL = "https://www.anyfast.com.cn";

  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  private @Nullable String apiKey;
  private String baseUrl = DEFAULT_BASE_URL;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration readTimeout = Duration.ofSeconds(20);
  private Time time = Time.system();

  FeignTaskQueryBuilder() {}

  /**
   * Sets the API key; required.
   *
   * @param value the key, without {@code Bearer}
   * @return this
   */
  public FeignTaskQueryBuilder apiKey(@Nullable String value) {
    apiKey = value;
    return this;
  }

  /**
   * Sets where the gateway is; {@value #DEFAULT_BASE_URL} unless said.
   *
   * @param value an absolute http or https URL, with a path prefix or without; a slash at its end does not matter
   * @return this
   */
  public FeignTaskQueryBuilder baseUrl(String value) {
    baseUrl = Objects.requireNonNull(value, "baseUrl");
    return this;
  }

  /**
   * Sets how long connecting may take; 5 s unless said.
   *
   * @param value more than zero, at most 1 hour
   * @return this
   */
  public FeignTaskQueryBuilder connectTimeout(Duration value) {
    connectTimeout = positive(value, "connect timeout");
    return this;
  }

  /**
   * Sets how long one try may take, connecting and the whole answer included; 20 s unless said.
   *
   * @param value more than zero, at most 1 hour
   * @return this
   */
  public FeignTaskQueryBuilder readTimeout(Duration value) {
    readTimeout = positive(value, "read timeout");
    return this;
  }

  /**
   * Sets the time in which pauses between tries pass; the system's unless said. Timeouts of connections stay real.
   *
   * @param value the time
   * @return this
   */
  public FeignTaskQueryBuilder time(Time value) {
    time = Objects.requireNonNull(value, "time");
    return this;
  }

  private static Duration positive(Duration value, String name) {
    if (value.isZero() || value.isNegative() || value.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "The " + name + " must be more than zero and at most 1 hour, not " + value + ".");
    }
    return value;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration readTimeout() {
    return readTimeout;
  }

  Time time() {
    return time;
  }

  /**
   * Returns the adapter. No connection is made yet.
   *
   * @return the adapter
   * @throws IllegalArgumentException if the API key is missing or cannot be one, or if the base URL cannot be one; the message
   *     says so without showing a key
   */
  public FeignTaskQuery build() {
    return new FeignTaskQuery(BaseUrl.of(baseUrl), ApiKey.of(apiKey), this);
  }
}
