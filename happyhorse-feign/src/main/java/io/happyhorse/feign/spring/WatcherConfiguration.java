package io.happyhorse.feign.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import io.happyhorse.core.watch.WatcherListener;
import io.happyhorse.feign.Slf4jWatcherListener;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.system.JavaVersion;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** Defines the watcher, and the lifecycle that closes it in time. */
@Configuration(proxyBeanMethods = false)
class WatcherConfiguration {
  @Bean
  @ConditionalOnSingleCandidate(TaskQueryPort.class)
  @ConditionalOnMissingBean
  TaskWatcher happyHorseTaskWatcher(
      TaskQueryPort tasks,
      HappyHorseProperties properties,
      Environment environment,
      ObjectProvider<PollSchedule> schedule,
      ObjectProvider<TimeSource> time,
      ObjectProvider<WatcherListener> listeners) {
    WatcherProperties settings = properties.watcher();
    TaskWatcherBuilder builder = TaskWatcher.builder(tasks)
        .ratePerSecond(settings.rate())
        .maxInFlight(settings.maxInFlight())
        .giveUpAfter(settings.giveUpAfter())
        .onEvent(all(listeners));
    if (usesVirtualThreads(environment)) {
      builder.pollExecutor(new VirtualThreadTaskExecutor("happyhorse-poll-"));
    }
    schedule.ifAvailable(builder::schedule);
    time.ifAvailable(builder::time);
    return builder.build();
  }

  private static WatcherListener all(ObjectProvider<WatcherListener> listeners) {
    List<WatcherListener> all = Stream.concat(
            Stream.of(new Slf4jWatcherListener()), listeners.orderedStream())
        .toList();
    return event -> all.forEach(listener -> SafeCalls.run(() -> listener.onEvent(event)));
  }

  /** Applies Spring Boot's rule. It does not use Spring Boot's class, whose package differs between versions 3 and 4. */
  private static boolean usesVirtualThreads(Environment environment) {
    return environment.getProperty("spring.threads.virtual.enabled", boolean.class, false)
        && JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE);
  }

  @Bean
  HappyHorseLifecycle happyHorseLifecycle(
      ApplicationContext context,
      ObjectProvider<TaskWatcher> watchers,
      ObjectProvider<VideoDownloader> downloaders) {
    return new HappyHorseLifecycle(context, watchers, downloaders);
  }
}
