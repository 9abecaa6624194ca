package io.happyhorse.feign.spring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of the gateway for Spring Boot 4. */
final class HealthOfBoot4 implements HealthIndicator {
  private final GatewayHealth gateway;

  HealthOfBoot4(GatewayHealth gateway) {
    this.gateway = gateway;
  }

  @Override
  public Health health() {
    GatewayHealth.State state = gateway.state();
    return Health.status(state.level().name()).withDetails(state.details()).build();
  }
}
