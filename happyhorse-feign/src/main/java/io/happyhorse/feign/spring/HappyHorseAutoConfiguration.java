package io.happyhorse.feign.spring;

import io.happyhorse.core.time.TimeSource;
import io.happyhorse.feign.QueryObserver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration of the gateway, a watcher and a downloader: see {@link HappyHorseProperties}. Beans of the types {@link
 * QueryObserver}, {@code WatcherListener}, {@code PollSchedule} and {@link TimeSource} are used.
 */
@AutoConfiguration(
    afterName = {
      // Spring Boot 3
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      // Spring Boot 4
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@Conditional(OnConnectionCondition.class)
@EnableConfigurationProperties(HappyHorseProperties.class)
@Import({
  GatewayConfiguration.class,
  LearnedScheduleConfiguration.class,
  WatcherConfiguration.class,
  HealthConfiguration.class,
  MetricsConfiguration.class
})
public class HappyHorseAutoConfiguration {
  /** Called by Spring. */
  public HappyHorseAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(HappyHorseConnectionDetails.class)
  PropertiesConnectionDetails happyHorseConnectionDetails(HappyHorseProperties properties) {
    return new PropertiesConnectionDetails(properties);
  }
}
