package io.happyhorse.feign.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code happyhorse.timeouts.*}. Each is more than zero and at most 1 hour.
 *
 * @param connect the time limit for connecting to the gateway
 * @param read the time limit of one try of a query, including connecting and the whole response
 */
public record TimeoutProperties(
    @DefaultValue("5s") Duration connect,
    @DefaultValue("20s") Duration read) {
  /** Validates the limits. */
  public TimeoutProperties {
    InvalidPropertyException.check(
        "happyhorse.timeouts.connect", () -> HappyHorseProperties.unused().connectTimeout(connect));
    InvalidPropertyException.check(
        "happyhorse.timeouts.read", () -> HappyHorseProperties.unused().readTimeout(read));
  }
}
