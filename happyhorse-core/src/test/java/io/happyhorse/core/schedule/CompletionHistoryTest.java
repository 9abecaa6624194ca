package io.happyhorse.core.schedule;

import static io.happyhorse.core.schedule.CompletionTimesFixture.SUBMITTED;
import static io.happyhorse.core.schedule.CompletionTimesFixture.queued;
import static io.happyhorse.core.schedule.CompletionTimesFixture.runningSince;
import static io.happyhorse.core.schedule.CompletionTimesFixture.taskFinished;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The tasks that completion times contain. */
class CompletionHistoryTest {
  private final CompletionTimesFixture fixture = new CompletionTimesFixture();

  @Test
  void moves_a_task_whose_kind_is_stated_later() {
    Instant submit = Instant.ofEpochSecond(SUBMITTED);
    VideoTask seen = runningSince("asyntask_late", submit, 50);
    fixture.times.add(seen, null);
    fixture.times.add(seen, "1080P/15s");

    assertThat(fixture.times.save())
        .doesNotContain("whole:generate")
        .contains("whole:1080P%2F15s\t");
  }

  @Test
  void contains_a_task_once_if_its_wait_is_resumed_after_a_restart() {
    Instant submit = Instant.ofEpochSecond(SUBMITTED);
    fixture.times.add(runningSince("asyntask_A", submit, 600));
    CompletionTimes loaded = new CompletionTimes().load(fixture.times.save());

    loaded.add(taskFinished("asyntask_A", submit, "generate", 700, null));

    assertThat(loaded.save())
        .contains("whole:generate\t" + SUBMITTED + ":700.0\n")
        .doesNotContain("asyntask_A");
  }

  @Test
  void contains_the_1000_most_recently_submitted_tasks() {
    List<VideoTask> reported = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      reported.add(fixture.nextTask("generate", 100, null));
    }
    Collections.shuffle(reported, fixture.random);

    reported.forEach(fixture.times::add);

    assertThat(fixture.lifetimes("whole:generate"))
        .hasSize(1_000)
        .allMatch(each ->
            Long.parseLong(each.substring(0, each.indexOf(':'))) >= SUBMITTED - 100_000 + 2_000);
  }

  @Test
  void is_an_unbiased_sample_of_tasks_that_were_submitted_together() {
    Instant submit = Instant.ofEpochSecond(SUBMITTED);
    for (int i = 0; i < 4_000; i++) {
      fixture.times.add(taskFinished("asyntask_" + i, submit, "generate", 100 + i / 40.0, null));
    }

    double mean = fixture
        .lifetimes("whole:generate")
        .mapToDouble(each -> Double.parseDouble(each.substring(each.indexOf(':') + 1)))
        .average()
        .orElseThrow();
    assertThat(fixture.endedTasks("whole:generate")).isEqualTo(100);
    assertThat(mean).isBetween(140.0, 160.0);
  }

  @Test
  void does_not_drop_ended_tasks_for_running_ones() {
    fixture.learn(1_000, () -> fixture.lognormal(100, 0.25));

    for (int i = 0; i < 3_000; i++) {
      fixture.times.add(runningSince("asyntask_new_" + i, Instant.ofEpochSecond(SUBMITTED + i), 1));
    }

    assertThat(fixture.endedTasks("whole:generate")).isEqualTo(1_000);
    assertThat(fixture.lifetimes("whole:generate")).hasSize(4_000);
  }

  @Test
  void is_not_displaced_by_the_first_ends_of_a_burst() {
    fixture.learn(1_000, () -> 15 + 30 * fixture.random.nextDouble());
    Instant submit = Instant.ofEpochSecond(SUBMITTED);

    for (int i = 0; i < 5_000; i++) {
      fixture.times.add(runningSince("asyntask_new_" + i, submit, 14));
    }
    for (int i = 0; i < 5_000; i++) {
      double seconds = 15 + i * 1_999 % 5_000 * 30 / 5_000.0;
      fixture.times.add(
          seconds < 25
              ? taskFinished("asyntask_new_" + i, submit, "generate", seconds, null)
              : runningSince("asyntask_new_" + i, submit, 25));
    }

    assertThat(fixture.interval(queued(25), 25, null)).isBetween(6.0, 12.0);
    assertThat(fixture.interval(queued(44), 44, null)).isLessThan(6.0);
  }

  @Test
  void holds_a_fair_sample_of_a_burst_of_more_tasks_than_it_holds_running_ones() {
    Instant submit = Instant.ofEpochSecond(SUBMITTED);
    for (int i = 0; i < 30_000; i++) {
      fixture.times.add(runningSince("asyntask_new_" + i, submit, 14));
    }

    for (int i = 0; i < 30_000; i++) {
      fixture.times.add(
          i % 10 == 0
              ? taskFinished("asyntask_new_" + i, submit, "generate", 20.0, null)
              : runningSince("asyntask_new_" + i, submit, 25));
    }

    assertThat(fixture.lifetimes("whole:generate")).hasSize(100);
    assertThat(fixture.endedTasks("whole:generate")).isBetween(5L, 15L);
  }

  @Test
  void drops_running_tasks_that_were_submitted_before_the_oldest_of_1000_ended_ones() {
    for (int i = 0; i < 100; i++) {
      fixture.times.add(runningSince("asyntask_vanished_" + i, Instant.ofEpochSecond(1_000), 40));
    }
    fixture.learn(999, () -> 100);
    assertThat(fixture.lifetimes("whole:generate")).hasSize(1_099);

    fixture.learn(1, () -> 100);

    assertThat(fixture.lifetimes("whole:generate")).hasSize(1_000);
  }

  @Test
  void contains_a_bounded_number_of_tasks_that_never_end() {
    for (int i = 0; i < 12_000; i++) {
      fixture.times.add(
          runningSince("asyntask_vanished_" + i, Instant.ofEpochSecond(SUBMITTED + i), 40));
    }

    assertThat(fixture.lifetimes("whole:generate")).hasSize(10_000);
    assertThat(fixture.lifetimes("any:")).hasSize(10_000);
  }

  @Test
  void supports_many_threads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String prefix = "asyntask_" + thread + "_";
      long first = SUBMITTED + 600L * thread;
      work.add(threads.submit(() -> {
        for (int i = 0; i < 300; i++) {
          Instant submit = Instant.ofEpochSecond(first + i);
          fixture.schedule.observed(CompletionTimesFixture.context(
              null, runningSince(prefix + i, submit, 40), 40, null, 0));
          fixture.schedule.next(CompletionTimesFixture.context(null, queued(40), 40, null, 0));
          fixture.schedule.finished(taskFinished(prefix + i, submit, "generate", 100, null), null);
          fixture.times.eta(queued(40), Duration.ZERO, 0.5);
        }
      }));
    }
    for (Future<?> each : work) {
      each.get();
    }
    threads.shutdown();

    assertThat(fixture.lifetimes("whole:generate"))
        .hasSize(1_000)
        .noneMatch(each -> each.contains("+"));
  }

  @Test
  void contains_a_bounded_number_of_kinds() {
    for (int i = 0; i < 5_000; i++) {
      fixture.times.add(fixture.nextTask("kind " + i, 100, 90.0));
    }

    assertThat(fixture.times.save().lines()).hasSize(1 + 200);
  }

  @Test
  void may_be_grouped_by_kinds_of_the_caller() {
    CompletionTimes byLength = new CompletionTimes(task -> task.isFinished() ? "long" : "short");
    for (int i = 0; i < 50; i++) {
      byLength.add(fixture.nextTask("generate", 100, null));
    }

    assertThat(byLength.eta(queued(40), Duration.ZERO, 0.5)).isNull();
  }
}
