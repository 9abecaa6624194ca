package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LearnedTimesTest {
  @TempDir
  private Path folder;

  private ApplicationContextRunner learning(ApplicationContextRunner runner, Path file) {
    return runner.withPropertyValues(
        "happyhorse.watcher.schedule=learned", "happyhorse.watcher.learned-times-file=" + file);
  }

  @Test
  void survive_a_restart_in_a_file() {
    Path file = folder.resolve("new/times.txt");
    VirtualTime time = VirtualTime.lenient(Instant.EPOCH.plusSeconds(1_000_000_000));
    try (FakeHappyHorse gateway = FakeHappyHorse.start(time)) {
      TaskId id = gateway.accept(TaskScript.succeeding().running(Duration.ofSeconds(90)));
      ApplicationContextRunner runner =
          learning(Contexts.at(gateway), file).withBean(TimeSource.class, () -> time);

      runner.run(context -> assertThat(context
              .getBean(TaskWatcher.class)
              .await(id, Duration.ofMinutes(5))
              .isSucceeded())
          .isTrue());
      assertThat(file).isNotEmptyFile();

      runner.run(context -> assertThat(context.getBean(CompletionTimes.class).save())
          .isNotEqualTo(new CompletionTimes().save())
          .isEqualTo(Files.readString(file)));
      assertThat(folder.resolve("new")).isDirectoryContaining("glob:**times.txt");
    }
  }

  @Test
  void that_cannot_be_read_are_learned_again() throws Exception {
    Path file = Files.writeString(folder.resolve("times.txt"), "no times");

    learning(Contexts.withKey(), file)
        .run(context -> assertThat(context.getBean(CompletionTimes.class).save())
            .isEqualTo(new CompletionTimes().save()));
  }

  @Test
  void do_not_require_a_file() {
    Contexts.withKey()
        .withPropertyValues("happyhorse.watcher.schedule=Learned")
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(PollSchedule.class));
  }

  @Test
  void are_not_used_by_default_or_with_a_schedule_of_the_application() {
    Contexts.withKey().run(context -> assertThat(context).doesNotHaveBean(PollSchedule.class));
    PollSchedule own = PollSchedule.defaults();
    learning(Contexts.withKey(), folder.resolve("times.txt"))
        .withBean("own", PollSchedule.class, () -> own)
        .run(context -> {
          assertThat(context).getBean(PollSchedule.class).isSameAs(own);
          assertThat(context).doesNotHaveBean(CompletionTimes.class);
        });
  }
}
