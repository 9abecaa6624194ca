package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.micrometer.MicrometerQueryObserver;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;

class MetricsTest {
  private final FakeHappyHorse gateway = FakeHappyHorse.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void queries_watcher_and_downloads_have_meters() {
    TaskId id = gateway.accept(TaskScript.succeeding());
    Contexts.at(gateway)
        .withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(context -> {
          context.getBean(TaskWatcher.class).await(id, java.time.Duration.ofMinutes(1));

          MeterRegistry registry = context.getBean(MeterRegistry.class);
          assertThat(registry.get("happyhorse.query").timer().count()).isEqualTo(1);
          assertThat(registry.get("happyhorse.watcher.rate").gauge().value()).isEqualTo(50);
          assertThat(registry
                  .get("happyhorse.downloads.completed")
                  .functionCounter()
                  .count())
              .isZero();
        });
  }

  @Test
  void a_query_is_counted_once_if_the_application_has_its_own_observer() {
    TaskId id = gateway.accept(TaskScript.succeeding());
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Contexts.at(gateway)
        .withConfiguration(AutoConfigurations.of(
            MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
        .withBean(MeterRegistry.class, () -> registry)
        .withBean(MicrometerQueryObserver.class, () -> new MicrometerQueryObserver(registry))
        .run(context -> assertThat(
                context.getBean(FeignTaskQuery.class).query(id).isSucceeded())
            .isTrue());

    assertThat(registry.get("happyhorse.query").timer().count()).isEqualTo(1);
  }

  @Test
  void a_query_is_an_observation_if_there_is_a_registry() {
    TaskId id = gateway.accept(TaskScript.succeeding());
    TestObservationRegistry registry = TestObservationRegistry.create();
    Contexts.at(gateway)
        .withBean(ObservationRegistry.class, () -> registry)
        .run(context -> assertThat(
                context.getBean(FeignTaskQuery.class).query(id).isSucceeded())
            .isTrue());

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo("happyhorse.task.query");
  }
}
