package io.happyhorse.feign.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.micrometer.MicrometerQueryObserver;
import io.happyhorse.feign.micrometer.ObservationQueryObserver;
import io.happyhorse.feign.micrometer.TaskWatcherMetrics;
import io.happyhorse.feign.micrometer.VideoDownloaderMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines meters and spans. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Meters {
    @Bean
    @ConditionalOnMissingBean({QueryMeters.class, MicrometerQueryObserver.class})
    QueryMeters happyHorseQueryMeters() {
      return new QueryMeters();
    }

    @Bean
    @ConditionalOnSingleCandidate(TaskWatcher.class)
    @ConditionalOnMissingBean
    TaskWatcherMetrics happyHorseWatcherMeters(TaskWatcher watcher) {
      return new TaskWatcherMetrics(watcher);
    }

    @Bean
    @ConditionalOnSingleCandidate(VideoDownloader.class)
    @ConditionalOnMissingBean
    VideoDownloaderMetrics happyHorseDownloadMeters(VideoDownloader downloader) {
      return new VideoDownloaderMetrics(downloader);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  static class Spans {
    @Bean
    @ConditionalOnBean(ObservationRegistry.class)
    @ConditionalOnMissingBean
    ObservationQueryObserver happyHorseQuerySpans(ObservationRegistry registry) {
      return new ObservationQueryObserver(registry);
    }
  }
}
