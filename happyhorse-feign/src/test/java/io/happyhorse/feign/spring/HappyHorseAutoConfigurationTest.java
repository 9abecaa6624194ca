package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.test.context.FilteredClassLoader;

class HappyHorseAutoConfigurationTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  @Nested
  class Without_a_key {
    @ParameterizedTest
    @ValueSource(strings = {"unrelated=1", "happyhorse.api-key=", "happyhorse.api-key-file= "})
    void there_are_no_beans(String property) {
      Contexts.bare()
          .withPropertyValues(property, "happyhorse.watcher.rate=-1")
          .run(context -> assertThat(context)
              .hasNotFailed()
              .doesNotHaveBean(TaskQueryPort.class)
              .doesNotHaveBean(TaskWatcher.class)
              .doesNotHaveBean(VideoDownloader.class)
              .doesNotHaveBean(HappyHorseProperties.class)
              .doesNotHaveBean(HappyHorseLifecycle.class));
    }

    @Test
    void the_condition_report_contains_the_reason() {
      Contexts.bare()
          .run(context -> assertThat(ConditionEvaluationReport.get(context.getBeanFactory())
                  .getConditionAndOutcomesBySource()
                  .get(HappyHorseAutoConfiguration.class.getName()))
              .singleElement()
              .extracting(condition -> condition.getOutcome().getMessage())
              .isEqualTo(
                  "HappyHorse API key neither happyhorse.api-key nor happyhorse.api-key-file is set, and"
                      + " there is no HappyHorseConnectionDetails bean"));
    }
  }

  @Nested
  class With_a_key {
    @Test
    void there_are_beans_for_querying_waiting_and_downloading() {
      Contexts.withKey()
          .run(context -> assertThat(context)
              .hasSingleBean(FeignTaskQuery.class)
              .hasSingleBean(TaskQueryPort.class)
              .hasSingleBean(TaskSubmitPort.class)
              .hasSingleBean(TaskWatcher.class)
              .hasSingleBean(VideoSourcePort.class)
              .hasSingleBean(VideoDownloader.class));
    }

    @Test
    void a_blank_base_url_counts_as_not_set() {
      Contexts.withKey()
          .withPropertyValues("happyhorse.base-url= ")
          .run(context -> assertThat(context.getBean(FeignTaskQuery.class).origin())
              .hasToString("https://www.anyfast.com.cn"));
    }

    @Test
    void they_work_together(@TempDir Path folder) {
      try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
        TaskId id = gateway.accept(TaskScript.succeeding());
        Contexts.at(gateway).run(context -> {
          VideoTask done = context.getBean(TaskWatcher.class).await(id, Duration.ofMinutes(1));
          context.getBean(VideoDownloader.class).download(done, folder.resolve("cat.mp4"));
        });

        assertThat(folder.resolve("cat.mp4")).isNotEmptyFile();
      }
    }

    @Test
    void only_the_class_path_of_spring_boot_is_required() {
      Contexts.withKey()
          .withClassLoader(new FilteredClassLoader(
              "org.springframework.boot.actuate",
              "org.springframework.boot.health",
              "io.micrometer"))
          .run(context -> assertThat(context).hasNotFailed().hasSingleBean(TaskWatcher.class));
    }

    @Test
    void the_key_may_be_in_a_file_that_is_read_for_every_request(@TempDir Path folder)
        throws Exception {
      Path file = Files.writeString(folder.resolve("key"), "sk-old\n");
      try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
        TaskId id = gateway.accept(TaskScript.succeeding());
        Contexts.bare()
            .withPropertyValues(
                "happyhorse.api-key-file=" + file, "happyhorse.base-url=" + gateway.baseUri())
            .run(context -> {
              Files.writeString(file, gateway.apiKey() + "\n");
              assertThat(context.getBean(FeignTaskQuery.class).query(id).isSucceeded())
                  .isTrue();
            });
      }
    }
  }

  @Nested
  class Beans_of_the_application {
    @Test
    void replace_those_of_the_auto_configuration() {
      InMemoryTaskQuery port = InMemoryTaskQuery.on(TimeSource.system());
      Contexts.withKey()
          .withBean("own", TaskQueryPort.class, () -> port)
          .run(context -> assertThat(context)
              .getBean(TaskQueryPort.class)
              .isSameAs(port)
              .satisfies(own -> assertThat(context)
                  .doesNotHaveBean(FeignTaskQuery.class)
                  .doesNotHaveBean(VideoDownloader.class)
                  .hasSingleBean(TaskWatcher.class)));
    }

    @Test
    void may_be_the_source_of_videos() {
      AtomicInteger opened = new AtomicInteger();
      VideoSourcePort own = (link, from, ifMatch, stall) -> {
        opened.incrementAndGet();
        throw new IllegalStateException("not available");
      };
      try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
        TaskId id = gateway.accept(TaskScript.succeeding());
        Contexts.at(gateway)
            .withPropertyValues("happyhorse.download.allow-private-addresses=true")
            .withBean("own", VideoSourcePort.class, () -> own)
            .run(context -> {
              assertThat(context).hasSingleBean(FeignTaskQuery.class);
              VideoTask done = context.getBean(TaskQueryPort.class).query(id);
              assertThatThrownBy(() -> context
                      .getBean(VideoDownloader.class)
                      .transfer(done, OutputStream.nullOutputStream()))
                  .hasStackTraceContaining("not available");
            });
      }
      assertThat(opened).hasPositiveValue();
    }

    @Test
    void may_be_a_watcher_or_a_downloader() {
      InMemoryTaskQuery port = InMemoryTaskQuery.on(TimeSource.system());
      VideoSourcePort source = (link, from, ifMatch, stall) -> {
        throw new IllegalStateException("not used");
      };
      Contexts.withKey()
          .withBean("ownWatcher", TaskWatcher.class, () -> TaskWatcher.of(port))
          .withBean(
              "ownDownloader",
              VideoDownloader.class,
              () -> VideoDownloader.builderFrom(source).build())
          .run(context -> {
            assertThat(context.getBeanNamesForType(TaskWatcher.class)).containsOnly("ownWatcher");
            assertThat(context.getBeanNamesForType(VideoDownloader.class))
                .containsOnly("ownDownloader");
          });
    }

    @Test
    void may_be_the_connection_whose_key_may_change() {
      try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
        TaskId id = gateway.accept(TaskScript.succeeding());
        List<String> keys = new ArrayList<>(List.of(gateway.apiKey(), "sk-first"));
        HappyHorseConnectionDetails details = new HappyHorseConnectionDetails() {
          @Override
          public String getBaseUrl() {
            return gateway.baseUri().toString();
          }

          @Override
          public String getApiKey() {
            return keys.get(keys.size() - 1);
          }
        };
        Contexts.bare()
            .withBean("own", HappyHorseConnectionDetails.class, () -> details)
            .run(context -> {
              keys.remove("sk-first");
              assertThat(context.getBean(TaskQueryPort.class).query(id).isSucceeded())
                  .isTrue();
            });
      }
    }

    @Test
    void may_be_the_time_and_a_customizer() {
      VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
      try (FakeHappyHorse gateway = FakeHappyHorse.start(time)) {
        TaskId id = gateway.accept(TaskScript.succeeding().running(Duration.ofMinutes(2)));
        Contexts.at(gateway)
            .withBean(TimeSource.class, () -> time)
            .withBean(FeignTaskQueryCustomizer.class, () -> builder -> builder.keepRawJson())
            .run(context -> {
              TaskQueryPort port = context.getBean(TaskQueryPort.class);
              assertThat(port.query(id).rawJson()).isNotNull();
              assertThat(context
                      .getBean(TaskWatcher.class)
                      .await(id, Duration.ofMinutes(5))
                      .isSucceeded())
                  .isTrue();
              assertThat(time.since(0)).isGreaterThan(Duration.ofMinutes(2));
            });
      }
    }

    @Test
    void may_be_several_gateways() {
      Contexts.withKey()
          .withBean("first", FeignTaskQuery.class, () -> FeignTaskQuery.of("sk-first"))
          .withBean("second", FeignTaskQuery.class, () -> FeignTaskQuery.of("sk-second"))
          .run(context -> assertThat(context)
              .hasNotFailed()
              .doesNotHaveBean(TaskSubmitPort.class)
              .doesNotHaveBean(TaskWatcher.class)
              .doesNotHaveBean(VideoDownloader.class));
    }

    @Test
    void may_be_watcher_listeners_of_which_one_fails() {
      List<String> events = new ArrayList<>();
      Contexts.withKey()
          .withBean("port", TaskQueryPort.class, () -> (id, within) -> {
            throw new io.happyhorse.core.error.NetworkException(
                "down",
                new io.happyhorse.core.error.QueryDetails(id, null, null, null, 1, null, null),
                null);
          })
          .withBean("failing", io.happyhorse.core.watch.WatcherListener.class, () -> event -> {
            throw new IllegalStateException("a defect of a listener");
          })
          .withBean(
              "recording",
              io.happyhorse.core.watch.WatcherListener.class,
              () -> event -> events.add(event.getClass().getSimpleName()))
          .run(context -> {
            TaskWatcher watcher = context.getBean(TaskWatcher.class);
            watcher.watch(ID, Duration.ofMinutes(1));
            watcher.close();
          });

      assertThat(events).contains("ClosedWhileWaiting");
    }
  }

  @Nested
  class Polls {
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void run_on_virtual_threads_where_spring_boot_uses_them() {
      assertThat(threadOfPoll("spring.threads.virtual.enabled=true")).startsWith("VirtualThread");
    }

    @Test
    void run_on_threads_of_the_watcher_by_default() {
      assertThat(threadOfPoll("spring.threads.virtual.enabled=false")).startsWith("Thread[");
    }

    private String threadOfPoll(String property) {
      List<String> threads = new ArrayList<>();
      InMemoryTaskQuery gateway = InMemoryTaskQuery.on(TimeSource.system());
      gateway.accept(ID, TaskScript.failing("code", "reason"));
      TaskQueryPort port = (id, within) -> {
        threads.add(Thread.currentThread().toString());
        return gateway.query(id, within);
      };
      Contexts.withKey()
          .withPropertyValues(property)
          .withBean("port", TaskQueryPort.class, () -> port)
          .run(context -> assertThat(context
                  .getBean(TaskWatcher.class)
                  .await(ID, Duration.ofMinutes(1))
                  .isSucceeded())
              .isFalse());
      return threads.get(0);
    }
  }
}
