package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTimesTest {
  private static final long SUBMIT = 1_777_343_862;
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final CompletionTimes times = new CompletionTimes();
  private final PollSchedule schedule = PollSchedule.learned(times);
  private final Random random = new Random(11);
  private int tasks;

  private VideoTask finished(String action, double seconds, @Nullable Double rendering) {
    double start = rendering == null ? 0 : SUBMIT + seconds - rendering;
    Instant submit = Instant.ofEpochSecond(SUBMIT);
    return VideoTask.observed(
            TaskId.of("asyntask_" + tasks++),
            "SUCCESS",
            submit.plusMillis(Math.round(seconds * 1_000)))
        .action(new TaskAction(action))
        .timeline(new Timeline(
            submit,
            rendering == null ? null : Instant.ofEpochMilli(Math.round(start * 1_000)),
            submit.plusMillis(Math.round(seconds * 1_000))))
        .build();
  }

  private static VideoTask queued(double age) {
    return seen("QUEUED", age, 0);
  }

  private static VideoTask running(double age, double runningFor) {
    return seen("IN_PROGRESS", age, SUBMIT + Math.round(age - runningFor));
  }

  private static VideoTask seen(String word, double age, long start) {
    return VideoTask.observed(ID, word, Instant.ofEpochSecond(SUBMIT + Math.round(age)))
        .action(TaskAction.GENERATE)
        .timeline(Timeline.ofUnixTimes(SUBMIT, start, 0))
        .build();
  }

  private double interval(@Nullable VideoTask last, double age, @Nullable Double runningFor) {
    return Intervals.seconds(schedule.next(new PollMoment(
        last,
        Intervals.ofSeconds(age),
        runningFor == null ? null : Intervals.ofSeconds(runningFor),
        1,
        null,
        0.5)));
  }

  private double lognormal(double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  private void learn(int count, DoubleSupplier seconds) {
    for (int i = 0; i < count; i++) {
      schedule.finished(finished("generate", seconds.getAsDouble(), null));
    }
  }

  @Nested
  class The_learned_schedule {
    @Test
    void asks_every_15_s_below_20_samples_of_its_kind() {
      learn(19, () -> 100);
      for (int i = 0; i < 50; i++) {
        schedule.finished(finished("omniGenerate", 100, null));
      }

      assertThat(interval(queued(95), 95, null)).isEqualTo(15);
      learn(1, () -> 100);
      assertThat(interval(queued(95), 95, null)).isLessThan(10);
    }

    @Test
    void asks_rarely_when_no_task_ends_and_often_when_many_do() {
      learn(1_000, () -> lognormal(100, 0.25));

      assertThat(interval(queued(0), 0, null)).isEqualTo(60, within(0.1));
      assertThat(interval(queued(100), 100, null)).isBetween(5.0, 20.0);
    }

    @Test
    void never_waits_less_than_5_or_more_than_60_s() {
      learn(1_000, () -> 100);

      for (double age = 0; age < 5_000; age += 7) {
        assertThat(interval(queued(age), age, null)).isBetween(5.0, 60.01);
      }
      assertThat(interval(queued(99), 99, null)).isLessThan(6);
    }

    @Test
    void asks_a_task_it_has_never_seen_by_the_times_of_all_kinds() {
      for (int i = 0; i < 20; i++) {
        schedule.finished(finished(i % 2 == 0 ? "generate" : "omniGenerate", 100, null));
      }

      assertThat(interval(null, 0, null)).isEqualTo(60, within(0.1));
    }

    @Test
    void goes_by_the_time_since_the_start_once_a_task_is_seen_running() {
      for (int i = 0; i < 1_000; i++) {
        double rendering = lognormal(95, 0.05);
        schedule.finished(finished("generate", rendering + random.nextInt(1_000), rendering));
      }

      assertThat(interval(running(800, 10), 800, 10.0)).isGreaterThan(50);
      assertThat(interval(running(300, 94), 300, 94.0)).isLessThan(10);
    }

    @Test
    void learns_anew_within_50_completions_when_tasks_take_twice_as_long() {
      learn(1_000, () -> lognormal(100, 0.25));
      assertThat(interval(queued(60), 60, null)).isLessThan(25);

      learn(50, () -> lognormal(200, 0.25));

      assertThat(interval(queued(60), 60, null)).isGreaterThan(25);
      assertThat(interval(queued(200), 200, null)).isLessThan(30);
    }

    @Test
    void learns_from_each_task_once() {
      VideoTask again = finished("generate", 100, null);
      for (int i = 0; i < 100; i++) {
        schedule.finished(again);
      }

      assertThat(interval(queued(95), 95, null)).isEqualTo(15);
    }

    @Test
    void learns_nothing_from_failures_or_unknown_times() {
      VideoTask failed = VideoTask.observed(ID, "FAILURE", Instant.EPOCH)
          .failure(new TaskFailure(""))
          .timeline(Timeline.ofUnixTimes(SUBMIT, 0, SUBMIT + 4))
          .build();
      for (int i = 0; i < 100; i++) {
        times.add(failed);
        times.add(VideoTask.observed(ID, "SUCCESS", Instant.EPOCH).build());
      }

      assertThat(interval(queued(60), 60, null)).isEqualTo(15);
    }
  }

  /** How the times of tasks are distributed. */
  enum Lasting {
    LOGNORMAL,
    UNIFORM,
    EXPONENTIAL,
    TWO_KINDS
  }

  @Nested
  class The_eta {
    @ParameterizedTest
    @CsvSource({
      "LOGNORMAL, 0",
      "LOGNORMAL, 60",
      "LOGNORMAL, 110",
      "UNIFORM, 0",
      "UNIFORM, 100",
      "UNIFORM, 150",
      "EXPONENTIAL, 0",
      "EXPONENTIAL, 60",
      "TWO_KINDS, 0",
      "TWO_KINDS, 60"
    })
    void is_calibrated(Lasting lasting, double age) {
      learn(1_000, () -> seconds(lasting));
      Duration low = Objects.requireNonNull(times.eta(queued(age), Duration.ZERO, 0.1));
      Duration high = Objects.requireNonNull(times.eta(queued(age), Duration.ZERO, 0.9));

      int inBand = 0;
      int alive = 0;
      for (int i = 0; i < 60_000; i++) {
        double seconds = seconds(lasting);
        if (seconds > age) {
          alive++;
          double left = seconds - age;
          inBand += left >= Intervals.seconds(low) && left <= Intervals.seconds(high) ? 1 : 0;
        }
      }

      assertThat(100.0 * inBand / alive).isBetween(77.0, 83.0);
    }

    private double seconds(Lasting lasting) {
      return switch (lasting) {
        case LOGNORMAL -> lognormal(100, 0.3);
        case UNIFORM -> 60 + 120 * random.nextDouble();
        case EXPONENTIAL -> 20 - 80 * Math.log(1 - random.nextDouble());
        case TWO_KINDS -> random.nextInt(3) == 0 ? lognormal(200, 0.2) : lognormal(80, 0.2);
      };
    }

    @Test
    void shrinks_as_time_passes_without_an_observation() {
      learn(100, () -> 100);

      assertThat(times.eta(queued(40), Duration.ZERO, 0.5)).isEqualTo(Duration.ofSeconds(60));
      assertThat(times.eta(queued(40), Duration.ofSeconds(20), 0.5))
          .isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void goes_by_the_start_of_a_running_task() {
      for (int i = 0; i < 100; i++) {
        times.add(finished("generate", 500, 90.0));
      }

      assertThat(times.eta(running(300, 30), Duration.ZERO, 0.8)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void is_not_known_with_too_few_samples_or_too_old_a_task() {
      assertThat(times.eta(queued(40), Duration.ZERO, 0.5)).isNull();
      learn(100, () -> 100);
      assertThat(times.eta(queued(101), Duration.ZERO, 0.5)).isNull();
      assertThat(times.eta(
              VideoTask.observed(ID, "QUEUED", Instant.EPOCH).build(), Duration.ZERO, 0.5))
          .isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void is_asked_for_a_share_that_is_one(double share) {
      assertThatThrownBy(() -> times.eta(queued(1), Duration.ZERO, share))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A share of tasks must be more than 0 and less than 1, not " + share + ".");
    }
  }

  @Nested
  class What_is_known {
    @Test
    void survives_being_saved_and_loaded() {
      for (int i = 0; i < 200; i++) {
        times.add(finished("a kind\tof its own", lognormal(150, 0.3), lognormal(90, 0.1)));
      }
      learn(30, () -> lognormal(100, 0.25));

      CompletionTimes loaded = new CompletionTimes().load(times.save());

      assertThat(loaded.save())
          .isEqualTo(times.save())
          .startsWith("happyhorse completion times 1\n");
      assertThat(loaded.eta(queued(50), Duration.ZERO, 0.8))
          .isEqualTo(times.eta(queued(50), Duration.ZERO, 0.8));
    }

    @Test
    void is_kept_of_the_latest_1000_tasks() {
      learn(5_000, () -> lognormal(100, 0.25));

      assertThat(times
              .save()
              .lines()
              .filter(line -> line.startsWith("whole:"))
              .findFirst()
              .orElse("")
              .split("\t", -1))
          .hasSize(1_001);
    }

    @Test
    void is_kept_of_a_bounded_number_of_kinds() {
      for (int i = 0; i < 5_000; i++) {
        times.add(finished("kind " + i, 100, 90.0));
      }

      assertThat(times.save().lines()).hasSizeLessThanOrEqualTo(210);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something else"})
    void is_not_read_from_another_text(String text) {
      assertThatThrownBy(() -> times.load(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Line 1 is not 'happyhorse completion times 1': this text was not saved by CompletionTimes.");
    }

    @Test
    void is_left_alone_if_a_line_is_broken() {
      String header = "happyhorse completion times 1\nwhole:generate\t100\n";

      assertThatThrownBy(() -> times.load(header + "nonsense\t1"))
          .hasMessage("Line 3 names no stage and kind: 'nonsense'.");
      assertThatThrownBy(() -> times.load(header + "whole:x\t1\tsoon"))
          .hasMessage("Line 3 has a duration that is none: 'soon'.");
      assertThatThrownBy(() -> times.load(header + "whole:x\t-1"))
          .hasMessage("Line 3 has a duration that is none: '-1'.");
      assertThat(times.save()).isEqualTo("happyhorse completion times 1\n");
    }

    @Test
    void may_be_of_kinds_that_the_caller_tells_apart() {
      CompletionTimes byLength = new CompletionTimes(task -> task.isFinished() ? "long" : "short");
      for (int i = 0; i < 50; i++) {
        byLength.add(finished("generate", 100, null));
      }

      assertThat(byLength.eta(queued(40), Duration.ZERO, 0.5)).isNull();
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
