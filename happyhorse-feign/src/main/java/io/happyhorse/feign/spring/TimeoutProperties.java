package io.happyhorse.feign.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code happyhorse.timeouts.*}.
 *
 * @param connect how long connecting to the gateway may take
 * @param read how long one try of a query may take, connecting and the whole response included
 */
public record TimeoutProperties(
    @DefaultValue("5s") Duration connect,
    @DefaultValue("20s") Duration read) {
  /**
   * Validates the limits.
   *
   * @param connect more than zero, at most 1 hour
   * @param read more than zero, at most 1 hour
   */
  public TimeoutProperties {
    InvalidPropertyException.check(
        "happyhorse.timeouts.connect", () -> HappyHorseProperties.unused().connectTimeout(connect));
    InvalidPropertyException.check(
        "happyhorse.timeouts.read", () -> HappyHorseProperties.unused().readTimeout(read));
  }
}
