package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollScheduleTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private static PollContext context(double age, int polls, double chance) {
    return new PollContext(ID, null, null, Intervals.ofSeconds(age), null, polls, 0, null, chance);
  }

  private static Duration seconds(double seconds) {
    return Intervals.ofSeconds(seconds);
  }

  @Nested
  class The_default {
    @ParameterizedTest
    @CsvSource({
      "1, 15",
      "100, 15",
      "300, 15",
      "301, 19",
      "320, 23.75",
      "400, 43.75",
      "465, 60",
      "90000, 60"
    })
    void polls_every_15_s_with_growing_intervals_after_5_minutes(double age, double interval) {
      assertThat(PollSchedule.defaults().next(context(age, 99, 0.5))).isEqualTo(seconds(interval));
    }

    @Test
    void lengthens_each_interval_by_at_least_a_quarter() {
      double age = 300;
      double before = 15;
      for (int i = 0; i < 5; i++) {
        age += before;
        double next = Intervals.seconds(PollSchedule.defaults().next(context(age, 99, 0.5)));
        assertThat(next / before).isBetween(1.249, 1.51);
        before = next;
      }
    }

    @ParameterizedTest
    @ValueSource(doubles = {301, 600, 86_400})
    void starts_at_15_s_for_a_task_that_was_old_when_its_wait_began(double ageAtBegin) {
      double age = ageAtBegin;
      List<Double> intervals = new ArrayList<>();
      for (int polls = 1; polls <= 8; polls++) {
        double next = Intervals.seconds(PollSchedule.defaults().next(context(age, polls, 0.5)));
        intervals.add(next);
        age += next;
      }

      assertThat(intervals.get(0)).isEqualTo(15);
      assertThat(intervals.get(7)).isEqualTo(60);
      for (int i = 1; i < 7; i++) {
        assertThat(intervals.get(i) / intervals.get(i - 1)).isBetween(1.2, 1.3);
      }
    }

    @Test
    void spreads_by_a_tenth() {
      assertThat(PollSchedule.defaults().next(context(1, 1, 0))).isEqualTo(seconds(13.5));
      assertThat(PollSchedule.defaults().next(context(1, 1, 0.75))).isEqualTo(seconds(15.75));
    }
  }

  @Test
  void fixed_never_changes() {
    PollSchedule fixed = PollSchedule.fixed(Duration.ofSeconds(7));

    assertThat(fixed.next(context(1, 1, 0.1))).isEqualTo(Duration.ofSeconds(7));
    assertThat(fixed.next(context(9_999, 99, 0.9))).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void exponential_grows_to_its_longest_interval() {
    PollSchedule exponential =
        PollSchedule.exponential(Duration.ofSeconds(5), 1.5, Duration.ofSeconds(45));

    List<Duration> intervals = new ArrayList<>();
    for (int polls = 0; polls < 9; polls++) {
      intervals.add(exponential.next(context(1, polls, 0.5)));
    }

    assertThat(intervals)
        .containsExactly(
            seconds(5),
            seconds(5),
            seconds(7.5),
            seconds(11.25),
            seconds(16.875),
            seconds(25.3125),
            seconds(37.96875),
            seconds(45),
            seconds(45));
  }

  @Test
  void exponential_does_not_overflow() {
    PollSchedule exponential =
        PollSchedule.exponential(Duration.ofSeconds(5), 2, Duration.ofSeconds(60));

    assertThat(exponential.next(context(1, Integer.MAX_VALUE, 0.5)))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void jitter_passes_observations_to_the_schedule_it_wraps() {
    List<Object> received = new ArrayList<>();
    PollSchedule learning = new PollSchedule() {
      @Override
      public Duration next(PollContext context) {
        return Duration.ofSeconds(1);
      }

      @Override
      public void observed(PollContext context) {
        received.add(context);
      }

      @Override
      public void finished(VideoTask task, @Nullable String kind) {
        received.add(task);
        received.add(String.valueOf(kind));
      }
    };
    PollContext context = context(1, 1, 0.5);
    VideoTask task = VideoTask.builder(ID, "SUCCESS", Instant.EPOCH).build();

    learning.withJitter(0.1).observed(context);
    learning.withJitter(0.1).finished(task, "1080P/15s");
    PollSchedule.fixed(Duration.ofSeconds(1)).observed(context);
    PollSchedule.fixed(Duration.ofSeconds(1)).finished(task, null);

    assertThat(received).containsExactly(context, task, "1080P/15s");
  }

  @Test
  void the_smallest_settings_make_a_fixed_schedule() {
    Duration interval = Duration.ofSeconds(5);

    assertThat(PollSchedule.exponential(interval, 1, interval).next(context(1, 9, 0.9)))
        .isEqualTo(interval);
    assertThat(PollSchedule.fixed(interval).withJitter(0).next(context(1, 9, 0.9)))
        .isEqualTo(interval);
  }

  @Test
  void invalid_settings_are_refused_with_the_rule() {
    assertThatThrownBy(() -> PollSchedule.fixed(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The interval of a schedule must be more than zero, not PT0S.");
    assertThatThrownBy(
            () -> PollSchedule.exponential(Duration.ofSeconds(5), 0.9, Duration.ofSeconds(9)))
        .hasMessage("The factor of an exponential schedule must be 1 or more, not 0.9.");
    assertThatThrownBy(() ->
            PollSchedule.exponential(Duration.ofSeconds(5), Double.NaN, Duration.ofSeconds(9)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PollSchedule.exponential(
            Duration.ofSeconds(5), Double.POSITIVE_INFINITY, Duration.ofSeconds(9)))
        .hasMessage("The factor of an exponential schedule must be 1 or more, not Infinity.");
    assertThatThrownBy(
            () -> PollSchedule.exponential(Duration.ofSeconds(5), 2, Duration.ofSeconds(4)))
        .hasMessage(
            "The longest interval of a schedule must not be shorter than its first, PT5S, but is PT4S.");
    assertThatThrownBy(
            () -> PollSchedule.exponential(Duration.ofSeconds(-5), 2, Duration.ofSeconds(4)))
        .hasMessage("The first interval of a schedule must be more than zero, not PT-5S.");
    assertThatThrownBy(() -> PollSchedule.learned(new CompletionTimes(), Duration.ZERO))
        .hasMessage("The delay per request of a schedule must be more than zero, not PT0S.");
    assertThatThrownBy(() -> PollSchedule.learned(new CompletionTimes(), Duration.ofMillis(60_001)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The delay per request of a schedule must be at most PT1M, not PT1M0.001S.");
    assertThatThrownBy(() -> PollSchedule.defaults().withJitter(1))
        .hasMessage("The jitter of a schedule must be 0 up to but not including 1, not 1.0.");
  }
}
