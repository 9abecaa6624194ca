package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQuery;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Exposes the health of the gateway through the interface of the Spring Boot version in use. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnHealthEnabledCondition.class)
class HealthConfiguration {
  static final String INDICATOR = "happyhorseHealthIndicator";

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  static class Boot3 {
    @Bean(INDICATOR)
    @ConditionalOnBean(FeignTaskQuery.class)
    @ConditionalOnMissingBean(name = INDICATOR)
    HealthOfBoot3 happyhorseHealthIndicator(GatewayHealth health) {
      return new HealthOfBoot3(health);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  static class Boot4 {
    @Bean(INDICATOR)
    @ConditionalOnBean(FeignTaskQuery.class)
    @ConditionalOnMissingBean(name = INDICATOR)
    HealthOfBoot4 happyhorseHealthIndicator(GatewayHealth health) {
      return new HealthOfBoot4(health);
    }
  }
}
