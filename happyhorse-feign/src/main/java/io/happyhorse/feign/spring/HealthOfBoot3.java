package io.happyhorse.feign.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** The health of the gateway for Spring Boot 3. */
final class HealthOfBoot3 implements HealthIndicator {
  private final GatewayHealth gateway;

  HealthOfBoot3(GatewayHealth gateway) {
    this.gateway = gateway;
  }

  @Override
  public Health health() {
    GatewayHealth.State state = gateway.state();
    return Health.status(state.level().name()).withDetails(state.details()).build();
  }
}
