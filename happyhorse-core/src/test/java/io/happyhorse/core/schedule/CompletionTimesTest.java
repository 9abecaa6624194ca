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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
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

  /** Returns a task that was submitted a second after the one before. */
  private VideoTask finished(String action, double seconds, @Nullable Double rendering) {
    Instant submit = Instant.ofEpochSecond(SUBMIT - 100_000 + tasks);
    return finished("asyntask_" + tasks++, submit, action, seconds, rendering);
  }

  private static VideoTask finished(
      String id, Instant submit, String action, double seconds, @Nullable Double rendering) {
    Instant end = submit.plusMillis(Math.round(seconds * 1_000));
    Instant start = rendering == null ? null : end.minusMillis(Math.round(rendering * 1_000));
    return VideoTask.builder(TaskId.of(id), "SUCCESS", end)
        .action(new TaskAction(action))
        .timeline(new Timeline(submit, start, end))
        .build();
  }

  private static VideoTask queued(double age) {
    return seen("QUEUED", age, 0);
  }

  private static VideoTask running(double age, double runningFor) {
    return seen("IN_PROGRESS", age, SUBMIT + Math.round(age - runningFor));
  }

  private static VideoTask seen(String word, double age, long start) {
    return VideoTask.builder(ID, word, Instant.ofEpochSecond(SUBMIT + Math.round(age)))
        .action(TaskAction.GENERATE)
        .timeline(Timeline.ofUnixTimes(SUBMIT, start, 0))
        .build();
  }

  private double interval(@Nullable VideoTask last, double age, @Nullable Double runningFor) {
    return interval(null, last, age, runningFor, 0);
  }

  private double interval(
      @Nullable String kind,
      @Nullable VideoTask last,
      double age,
      @Nullable Double runningFor,
      int failedPolls) {
    return Intervals.seconds(schedule.next(context(kind, last, age, runningFor, failedPolls)));
  }

  private static PollContext context(
      @Nullable String kind,
      @Nullable VideoTask last,
      double age,
      @Nullable Double runningFor,
      int failedPolls) {
    return new PollContext(
        ID,
        kind,
        last,
        Intervals.ofSeconds(age),
        runningFor == null ? null : Intervals.ofSeconds(runningFor),
        1,
        failedPolls,
        null,
        0.5);
  }

  private double lognormal(double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  private void learn(int count, DoubleSupplier seconds) {
    for (int i = 0; i < count; i++) {
      schedule.finished(finished("generate", seconds.getAsDouble(), null), null);
    }
  }

  @Nested
  class The_learned_schedule {
    @Test
    void polls_every_15_s_below_20_samples_of_its_kind() {
      learn(19, () -> 100);
      for (int i = 0; i < 50; i++) {
        schedule.finished(finished("omniGenerate", 100, null), null);
      }

      assertThat(interval(queued(95), 95, null)).isEqualTo(15);
      learn(1, () -> 100);
      assertThat(interval(queued(95), 95, null)).isLessThan(10);
    }

    @Test
    void polls_rarely_when_no_task_ends_and_often_when_many_do() {
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
    void uses_the_times_of_all_kinds_for_a_task_without_observations() {
      for (int i = 0; i < 20; i++) {
        schedule.finished(finished(i % 2 == 0 ? "generate" : "omniGenerate", 100, null), null);
      }

      assertThat(interval(null, 0, null)).isEqualTo(60, within(0.1));
    }

    @Test
    void uses_the_time_since_the_start_once_a_task_is_observed_running() {
      for (int i = 0; i < 1_000; i++) {
        double rendering = lognormal(95, 0.05);
        schedule.finished(finished("generate", rendering + random.nextInt(1_000), rendering), null);
      }

      assertThat(interval(running(800, 10), 800, 10.0)).isGreaterThan(50);
      assertThat(interval(running(300, 94), 300, 94.0)).isLessThan(10);
    }

    @Test
    void adapts_within_50_completions_when_tasks_take_twice_as_long() {
      learn(1_000, () -> lognormal(100, 0.25));
      assertThat(interval(queued(60), 60, null)).isLessThan(25);

      learn(50, () -> lognormal(200, 0.25));

      assertThat(interval(queued(60), 60, null)).isGreaterThan(25);
      assertThat(interval(queued(200), 200, null)).isLessThan(30);
    }

    @ParameterizedTest
    @CsvSource({"45, 50", "45, 60", "100, 100", "100, 130", "100, 299", "100, 400", "100, 3000"})
    void polls_at_least_as_often_as_the_default_beyond_all_observed_times(
        double longest, double age) {
      learn(1_000, () -> longest - 30 * random.nextDouble());
      PollContext context = context(null, queued(age), age, null, 0);

      assertThat(schedule.next(context))
          .isLessThanOrEqualTo(DefaultSchedule.WITHOUT_JITTER.next(context));
    }

    @Test
    void repeats_the_first_failed_poll_in_a_row_after_5_s_at_most() {
      learn(1_000, () -> 100);

      assertThat(interval(null, queued(10), 10, null, 0)).isEqualTo(60, within(0.1));
      assertThat(interval(null, queued(10), 10, null, 1)).isEqualTo(5);
      assertThat(interval(null, queued(10), 10, null, 2)).isEqualTo(60, within(0.1));
      assertThat(interval(null, queued(10), 10, null, 3)).isEqualTo(60, within(0.1));
      times.load("happyhorse completion times 1\nwhole:new\t1");
      assertThat(interval("new", queued(10), 10, null, 1)).isEqualTo(5);
    }

    @Test
    void uses_the_stated_kind_alone() {
      learn(100, () -> 100);
      for (int i = 0; i < 100; i++) {
        schedule.finished(finished("generate", 800, null), "1080P/15s");
      }

      assertThat(interval("1080P/15s", queued(95), 95, null, 0)).isEqualTo(60, within(0.1));
      assertThat(interval("1080P/15s", null, 795, null, 0)).isLessThan(10);
      assertThat(interval(null, queued(95), 95, null, 0)).isLessThan(10);
      assertThat(interval("720P/5s", queued(95), 95, null, 0)).isEqualTo(15);
      assertThat(times.eta(queued(95), "1080P/15s", Duration.ZERO, 0.5))
          .isEqualTo(Duration.ofSeconds(705));
    }

    @Test
    void moves_a_task_whose_kind_is_stated_later() {
      Instant submit = Instant.ofEpochSecond(SUBMIT);
      VideoTask seen = runningSince("asyntask_late", submit, 50);
      times.add(seen, null);
      times.add(seen, "1080P/15s");

      assertThat(times.save()).doesNotContain("whole:generate").contains("whole:1080P%2F15s\t");
    }

    @Test
    void is_not_detected_by_the_end_times_of_its_tasks() {
      learn(1_000, () -> lognormal(100, 0.25));
      double before = interval(queued(120), 120, null);
      Instant submit = Instant.ofEpochSecond(SUBMIT);

      for (int i = 0; i < 200; i++) {
        double seconds = lognormal(100, 0.25);
        VideoTask task = seconds < 80
            ? finished("burst_" + i, submit, "generate", seconds, null)
            : runningSince("burst_" + i, submit, 80);
        times.add(task);
      }

      assertThat(ended("whole:generate")).isEqualTo(1_000);
      assertThat(interval(queued(120), 120, null)).isBetween(0.8 * before, 1.25 * before);
    }

    @Test
    void detects_longer_durations_before_the_first_such_task_has_ended() {
      learn(1_000, () -> lognormal(100, 0.1));
      Instant submit = Instant.ofEpochSecond(SUBMIT);

      for (int i = 0; i < 200; i++) {
        times.add(runningSince("burst_" + i, submit, 130));
      }

      assertThat(ended("whole:generate")).isLessThan(100);
      assertThat(interval(queued(100), 100, null)).isGreaterThan(30);
    }

    @Test
    void detects_a_change_in_whatever_order_the_tasks_are_reported() {
      List<VideoTask> tasksOfBothLaws = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        double median = i < 150 ? 100 : 200;
        tasksOfBothLaws.add(finished("generate", lognormal(median, 0.1), null));
      }
      Collections.shuffle(tasksOfBothLaws, random);

      tasksOfBothLaws.forEach(times::add);

      assertThat(ended("whole:generate")).isLessThan(70);
      assertThat(interval(queued(70), 70, null)).isGreaterThan(40);
    }

    @Test
    void learns_from_each_task_once() {
      VideoTask again = finished("generate", 100, null);
      for (int i = 0; i < 100; i++) {
        schedule.finished(again, null);
      }

      assertThat(interval(queued(95), 95, null)).isEqualTo(15);
    }

    @Test
    void counts_a_failed_task_as_one_that_took_longer() {
      Instant submit = Instant.ofEpochSecond(SUBMIT);
      for (int i = 0; i < 40; i++) {
        times.add(
            i < 20
                ? finished("asyntask_" + i, submit, "generate", 100, null)
                : VideoTask.builder(TaskId.of("asyntask_" + i), "FAILURE", submit.plusSeconds(4))
                    .action(TaskAction.GENERATE)
                    .failure(new TaskFailure(""))
                    .timeline(Timeline.ofUnixTimes(SUBMIT, 0, SUBMIT + 4))
                    .build());
      }

      assertThat(ended("whole:generate")).isEqualTo(20);
      assertThat(interval(queued(0), 0, null)).isEqualTo(60, within(0.1));
      assertThat(interval(queued(95), 95, null)).isLessThan(6);
    }

    @Test
    void learns_nothing_from_failures_or_unknown_times() {
      VideoTask failed = VideoTask.builder(ID, "FAILURE", Instant.EPOCH)
          .failure(new TaskFailure(""))
          .timeline(Timeline.ofUnixTimes(SUBMIT, 0, SUBMIT + 4))
          .build();
      for (int i = 0; i < 100; i++) {
        times.add(failed);
        times.add(VideoTask.builder(ID, "SUCCESS", Instant.EPOCH).build());
      }

      assertThat(interval(queued(60), 60, null)).isEqualTo(15);
    }
  }

  private static VideoTask runningSince(String id, Instant submit, double age) {
    return VideoTask.builder(
            TaskId.of(id), "IN_PROGRESS", submit.plusMillis(Math.round(age * 1_000)))
        .action(TaskAction.GENERATE)
        .timeline(new Timeline(submit, null, null))
        .build();
  }

  /** Returns how many tasks that ended are kept under a key. */
  private long ended(String key) {
    return lifetimes(key).filter(each -> !each.contains("+")).count();
  }

  private Stream<String> lifetimes(String key) {
    return times
        .save()
        .lines()
        .filter(line -> line.startsWith(key + "\t"))
        .flatMap(line -> Arrays.stream(line.split("\t", -1)).skip(1));
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
    void uses_the_start_of_a_running_task() {
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
      assertThat(
              times.eta(VideoTask.builder(ID, "QUEUED", Instant.EPOCH).build(), Duration.ZERO, 0.5))
          .isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void is_refused_for_a_share_out_of_range(double share) {
      assertThatThrownBy(() -> times.eta(queued(1), Duration.ZERO, share))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A share of tasks must be more than 0 and less than 1, not " + share + ".");
    }
  }

  @Nested
  class The_history {
    @Test
    void survives_being_saved_and_loaded() {
      for (int i = 0; i < 200; i++) {
        times.add(finished("a kind\tof its own", lognormal(150, 0.3), lognormal(90, 0.1)));
      }
      learn(30, () -> lognormal(100, 0.25));
      times.add(runningSince("asyntask_running", Instant.ofEpochSecond(SUBMIT), 40.5));

      CompletionTimes loaded = new CompletionTimes().load(times.save());

      assertThat(loaded.save())
          .isEqualTo(times.save())
          .startsWith("happyhorse completion times 2\n");
      assertThat(loaded.eta(queued(50), Duration.ZERO, 0.8))
          .isEqualTo(times.eta(queued(50), Duration.ZERO, 0.8));
    }

    @Test
    void is_read_from_a_file_of_version_1() {
      times.load("""
          happyhorse completion times 1
          whole:generate\t90.0\t110.5
          any:\t90.0\t110.5
          rendering:a+kind%09of+its+own\t60.0
          """);

      assertThat(times.save()).isEqualTo("""
          happyhorse completion times 2
          whole:generate\t0:90.0\t0:110.5
          any:\t0:90.0\t0:110.5
          rendering:a+kind%09of+its+own\t0:60.0
          """);
    }

    @Test
    void counts_a_task_once_whose_wait_is_resumed_after_a_restart() {
      Instant submit = Instant.ofEpochSecond(SUBMIT);
      times.add(runningSince("asyntask_A", submit, 600));
      CompletionTimes loaded = new CompletionTimes().load(times.save());

      loaded.add(finished("asyntask_A", submit, "generate", 700, null));

      assertThat(loaded.save())
          .contains("whole:generate\t" + SUBMIT + ":700.0\n")
          .doesNotContain("asyntask_A");
    }

    @Test
    void is_kept_of_the_1000_tasks_that_were_submitted_last() {
      List<VideoTask> reported = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        reported.add(finished("generate", 100, null));
      }
      Collections.shuffle(reported, random);

      reported.forEach(times::add);

      assertThat(lifetimes("whole:generate"))
          .hasSize(1_000)
          .allMatch(each ->
              Long.parseLong(each.substring(0, each.indexOf(':'))) >= SUBMIT - 100_000 + 2_000);
    }

    @Test
    void is_an_unbiased_sample_of_tasks_that_were_submitted_together() {
      Instant submit = Instant.ofEpochSecond(SUBMIT);
      for (int i = 0; i < 4_000; i++) {
        times.add(finished("asyntask_" + i, submit, "generate", 100 + i / 40.0, null));
      }

      double mean = lifetimes("whole:generate")
          .mapToDouble(each -> Double.parseDouble(each.substring(each.indexOf(':') + 1)))
          .average()
          .orElseThrow();
      assertThat(ended("whole:generate")).isEqualTo(1_000);
      assertThat(mean).isBetween(145.0, 155.0);
    }

    @Test
    void loses_no_ended_task_to_running_ones() {
      learn(1_000, () -> lognormal(100, 0.25));

      for (int i = 0; i < 3_000; i++) {
        times.add(runningSince("asyntask_new_" + i, Instant.ofEpochSecond(SUBMIT), 1));
      }

      assertThat(ended("whole:generate")).isEqualTo(1_000);
      assertThat(lifetimes("whole:generate")).hasSize(4_000);
    }

    @Test
    void drops_running_tasks_that_were_submitted_before_the_oldest_of_1000_ended_ones() {
      for (int i = 0; i < 100; i++) {
        times.add(runningSince("asyntask_vanished_" + i, Instant.ofEpochSecond(1_000), 40));
      }
      learn(999, () -> 100);
      assertThat(lifetimes("whole:generate")).hasSize(1_099);

      learn(1, () -> 100);

      assertThat(lifetimes("whole:generate")).hasSize(1_000);
    }

    @Test
    void keeps_a_bounded_number_of_tasks_that_vanish() {
      for (int i = 0; i < 12_000; i++) {
        times.add(runningSince("asyntask_vanished_" + i, Instant.ofEpochSecond(SUBMIT), 40));
      }

      assertThat(lifetimes("whole:generate")).hasSize(10_000);
      assertThat(lifetimes("any:")).hasSize(10_000);
    }

    @Test
    void is_shared_by_many_threads() throws Exception {
      Instant submit = Instant.ofEpochSecond(SUBMIT);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        String prefix = "asyntask_" + thread + "_";
        work.add(threads.submit(() -> {
          for (int i = 0; i < 300; i++) {
            schedule.observed(context(null, runningSince(prefix + i, submit, 40), 40, null, 0));
            schedule.next(context(null, queued(40), 40, null, 0));
            schedule.finished(finished(prefix + i, submit, "generate", 100, null), null);
            times.eta(queued(40), Duration.ZERO, 0.5);
          }
        }));
      }
      for (Future<?> each : work) {
        each.get();
      }
      threads.shutdown();

      assertThat(lifetimes("whole:generate")).hasSize(1_000).noneMatch(each -> each.contains("+"));
    }

    @Test
    void is_kept_of_a_bounded_number_of_kinds() {
      for (int i = 0; i < 5_000; i++) {
        times.add(finished("kind " + i, 100, 90.0));
      }

      assertThat(times.save().lines()).hasSize(1 + 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something else"})
    void is_not_read_from_another_text(String text) {
      assertThatThrownBy(() -> times.load(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Line 1 is not 'happyhorse completion times 2': this text was not saved by CompletionTimes.");
    }

    @Test
    void is_unchanged_if_a_loaded_line_is_invalid() {
      String header = "happyhorse completion times 2\nwhole:generate\t5:100\n";

      assertThatThrownBy(() -> times.load(header + "nonsense\t1"))
          .hasMessage("Line 3 names no stage and kind: 'nonsense'.");
      assertThatThrownBy(() -> times.load(header + "whole:%zz\t5:1"))
          .hasMessage("Line 3 names no stage and kind: 'whole:%zz'.");
      for (String broken : List.of("soon", "100", "5:soon", "5:-1", "x:1", "5:1+", "5:1+no id")) {
        assertThatThrownBy(() -> times.load(header + "whole:x\t5:1\t" + broken))
            .hasMessage("Line 3 has an invalid duration: '" + broken + "'.");
      }
      assertThatThrownBy(() -> times.load("happyhorse completion times 1\nwhole:x\t-1"))
          .hasMessage("Line 2 has an invalid duration: '-1'.");
      assertThat(times.save()).isEqualTo("happyhorse completion times 2\n");
    }

    @Test
    void may_be_of_kinds_that_the_caller_distinguishes() {
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
