package io.happyhorse.feign.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import io.happyhorse.feign.QueryObserver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** Defines the ports over HTTP, and the downloader that uses one of them. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  @Bean
  GatewayHealth happyHorseGatewayHealth(HappyHorseConnectionDetails connection) {
    return new GatewayHealth(connection.getBaseUrl());
  }

  /** The gateway is also a source of videos, as which it gives way to one of the application. */
  @Bean
  @Fallback
  @ConditionalOnMissingBean(TaskQueryPort.class)
  FeignTaskQuery happyHorseGateway(
      HappyHorseConnectionDetails connection,
      HappyHorseProperties properties,
      ObjectProvider<TimeSource> time,
      ObjectProvider<QueryObserver> observers,
      ObjectProvider<FeignTaskQueryCustomizer> customizers) {
    FeignTaskQueryBuilder builder = FeignTaskQuery.builder(connection::getApiKey)
        .baseUrl(connection.getBaseUrl())
        .connectTimeout(properties.timeouts().connect())
        .readTimeout(properties.timeouts().read());
    properties.proxy().applyTo(builder);
    time.ifAvailable(builder::time);
    observers.orderedStream().forEach(builder::observer);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  @Bean
  @ConditionalOnSingleCandidate(FeignTaskQuery.class)
  @ConditionalOnMissingBean
  TaskSubmitPort happyHorseSubmitPort(FeignTaskQuery gateway) {
    return gateway.submitPort();
  }

  @Bean
  @ConditionalOnSingleCandidate(VideoSourcePort.class)
  @ConditionalOnMissingBean
  VideoDownloader happyHorseVideoDownloader(
      VideoSourcePort source,
      ObjectProvider<TaskQueryPort> tasks,
      HappyHorseProperties properties,
      ObjectProvider<TimeSource> time) {
    VideoDownloaderBuilder builder = VideoDownloader.builderFrom(source);
    properties.download().applyTo(builder);
    tasks.ifUnique(builder::freshLinksFrom);
    time.ifAvailable(builder::time);
    return builder.build();
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.SanitizingFunction")
  static class Endpoints {
    @Bean
    SecretSanitizer happyHorseSecretSanitizer(HappyHorseProperties properties) {
      return new SecretSanitizer(properties);
    }
  }
}
