package io.happyhorse.core.schedule;

import static io.happyhorse.core.schedule.CompletionTimesFixture.ID;
import static io.happyhorse.core.schedule.CompletionTimesFixture.SUBMITTED;
import static io.happyhorse.core.schedule.CompletionTimesFixture.queued;
import static io.happyhorse.core.schedule.CompletionTimesFixture.running;
import static io.happyhorse.core.schedule.CompletionTimesFixture.taskFinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The interval of a learned schedule. */
class LearnedIntervalTest {
  private final CompletionTimesFixture fixture = new CompletionTimesFixture();

  @Test
  void is_15_s_with_fewer_than_20_samples_of_the_kind() {
    fixture.learn(19, () -> 100);
    for (int i = 0; i < 50; i++) {
      fixture.schedule.finished(fixture.nextTask("omniGenerate", 100, null), null);
    }

    assertThat(fixture.interval(queued(95), 95, null)).isEqualTo(15);
    fixture.learn(1, () -> 100);
    assertThat(fixture.interval(queued(95), 95, null)).isLessThan(10);
  }

  @Test
  void is_long_while_no_task_ends_and_short_while_many_do() {
    fixture.learn(1_000, () -> fixture.lognormal(100, 0.25));

    assertThat(fixture.interval(queued(0), 0, null)).isEqualTo(60, within(0.1));
    assertThat(fixture.interval(queued(100), 100, null)).isBetween(3.0, 20.0);
  }

  @Test
  void is_at_least_3_and_at_most_60_s() {
    fixture.learn(1_000, () -> 100);

    for (double age = 0; age < 5_000; age += 7) {
      assertThat(fixture.interval(queued(age), age, null)).isBetween(3.0, 60.01);
    }
    assertThat(fixture.interval(queued(99), 99, null)).isLessThan(6);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 10", "1, 14.1", "3, 24.5", "60, 60"})
  void is_longer_the_more_delay_is_accepted_to_save_a_request(double delay, double interval) {
    fixture.learn(1_000, () -> -100 * Math.log(1 - fixture.random.nextDouble()));
    PollSchedule schedule = PollSchedule.learned(fixture.times, Intervals.ofSeconds(delay));
    PollContext context = CompletionTimesFixture.context(null, queued(40), 40, null, 0);

    assertThat(Intervals.seconds(schedule.next(context))).isCloseTo(interval, withinPercentage(10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 7, 60})
  void is_at_least_the_delay_that_is_accepted_to_save_a_request(double delay) {
    fixture.learn(1_000, () -> 100);
    PollSchedule schedule = PollSchedule.learned(fixture.times, Intervals.ofSeconds(delay));
    PollContext context = CompletionTimesFixture.context(null, queued(99.9), 99.9, null, 0);

    assertThat(Intervals.seconds(schedule.next(context))).isEqualTo(delay);
  }

  @Test
  void uses_the_times_of_all_kinds_for_a_task_without_observations() {
    for (int i = 0; i < 20; i++) {
      fixture.schedule.finished(
          fixture.nextTask(i % 2 == 0 ? "generate" : "omniGenerate", 100, null), null);
    }

    assertThat(fixture.interval(null, 0, null)).isEqualTo(60, within(0.1));
  }

  @Test
  void uses_the_time_since_the_start_once_a_task_is_observed_running() {
    for (int i = 0; i < 1_000; i++) {
      double rendering = fixture.lognormal(95, 0.05);
      fixture.schedule.finished(
          fixture.nextTask("generate", rendering + fixture.random.nextInt(1_000), rendering), null);
    }

    assertThat(fixture.interval(running(800, 10), 800, 10.0)).isGreaterThan(50);
    assertThat(fixture.interval(running(300, 94), 300, 94.0)).isLessThan(10);
  }

  @ParameterizedTest
  @CsvSource({"45, 50", "45, 60", "100, 100", "100, 130", "100, 299", "100, 400", "100, 3000"})
  void is_at_most_the_default_one_beyond_all_observed_times(double longest, double age) {
    fixture.learn(1_000, () -> longest - 30 * fixture.random.nextDouble());
    PollContext context = CompletionTimesFixture.context(null, queued(age), age, null, 0);

    assertThat(fixture.schedule.next(context))
        .isLessThanOrEqualTo(DefaultSchedule.WITHOUT_JITTER.next(context));
  }

  @Test
  void is_at_most_5_s_after_the_first_of_consecutive_failed_polls() {
    fixture.learn(1_000, () -> 100);

    assertThat(fixture.interval(null, queued(10), 10, null, 0)).isEqualTo(60, within(0.1));
    assertThat(fixture.interval(null, queued(10), 10, null, 1)).isEqualTo(5);
    assertThat(fixture.interval(null, queued(10), 10, null, 2)).isEqualTo(60, within(0.1));
    assertThat(fixture.interval(null, queued(10), 10, null, 3)).isEqualTo(60, within(0.1));
    fixture.times.load("happyhorse completion times 1\nwhole:new\t1");
    assertThat(fixture.interval("new", queued(10), 10, null, 1)).isEqualTo(5);
  }

  @Test
  void uses_only_the_times_of_the_stated_kind() {
    fixture.learn(100, () -> 100);
    for (int i = 0; i < 100; i++) {
      fixture.schedule.finished(fixture.nextTask("generate", 800, null), "1080P/15s");
    }

    assertThat(fixture.interval("1080P/15s", queued(95), 95, null, 0)).isEqualTo(60, within(0.1));
    assertThat(fixture.interval("1080P/15s", null, 795, null, 0)).isLessThan(10);
    assertThat(fixture.interval(null, queued(95), 95, null, 0)).isLessThan(10);
    assertThat(fixture.interval("720P/5s", queued(95), 95, null, 0)).isEqualTo(15);
    assertThat(fixture.times.eta(queued(95), "1080P/15s", Duration.ZERO, 0.5))
        .isEqualTo(Duration.ofSeconds(705));
  }

  @Test
  void uses_each_task_once() {
    VideoTask task = fixture.nextTask("generate", 100, null);
    for (int i = 0; i < 100; i++) {
      fixture.schedule.finished(task, null);
    }

    assertThat(fixture.interval(queued(95), 95, null)).isEqualTo(15);
  }

  @Test
  void counts_a_failed_task_as_one_with_a_longer_duration() {
    Instant submit = Instant.ofEpochSecond(SUBMITTED);
    for (int i = 0; i < 40; i++) {
      fixture.times.add(
          i < 20
              ? taskFinished("asyntask_" + i, submit, "generate", 100, null)
              : VideoTask.builder(TaskId.of("asyntask_" + i), "FAILURE", submit.plusSeconds(4))
                  .action(TaskAction.GENERATE)
                  .failure(new TaskFailure(""))
                  .timeline(Timeline.ofUnixTimes(SUBMITTED, 0, SUBMITTED + 4))
                  .build());
    }

    assertThat(fixture.endedTasks("whole:generate")).isEqualTo(20);
    assertThat(fixture.interval(queued(0), 0, null)).isEqualTo(60, within(0.1));
    assertThat(fixture.interval(queued(95), 95, null)).isLessThan(6);
  }

  @Test
  void ignores_failures_and_unknown_times() {
    VideoTask failed = VideoTask.builder(ID, "FAILURE", Instant.EPOCH)
        .failure(new TaskFailure(""))
        .timeline(Timeline.ofUnixTimes(SUBMITTED, 0, SUBMITTED + 4))
        .build();
    for (int i = 0; i < 100; i++) {
      fixture.times.add(failed);
      fixture.times.add(VideoTask.builder(ID, "SUCCESS", Instant.EPOCH).build());
    }

    assertThat(fixture.interval(queued(60), 60, null)).isEqualTo(15);
  }
}
