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

class PollScheduleTest {
  private static PollMoment moment(double age, int polls, double chance, @Nullable Duration hint) {
    return new PollMoment(null, Intervals.ofSeconds(age), null, polls, hint, chance);
  }

  private static Duration seconds(double seconds) {
    return Intervals.ofSeconds(seconds);
  }

  @Nested
  class The_standard {
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
    void asks_every_15_s_and_stretches_after_5_minutes(double age, double interval) {
      assertThat(PollSchedule.standard().next(moment(age, 1, 0.5, null)))
          .isEqualTo(seconds(interval));
    }

    @Test
    void stretches_each_interval_by_a_quarter() {
      double age = 300;
      double before = 15;
      for (int i = 0; i < 5; i++) {
        age += before;
        double next = Intervals.seconds(PollSchedule.standard().next(moment(age, 1, 0.5, null)));
        assertThat(next / before).isBetween(1.249, 1.51);
        before = next;
      }
    }

    @Test
    void spreads_by_a_tenth() {
      assertThat(PollSchedule.standard().next(moment(1, 1, 0, null))).isEqualTo(seconds(13.5));
      assertThat(PollSchedule.standard().next(moment(1, 1, 0.75, null))).isEqualTo(seconds(15.75));
    }
  }

  @Test
  void fixed_never_changes() {
    PollSchedule fixed = PollSchedule.fixed(Duration.ofSeconds(7));

    assertThat(fixed.next(moment(1, 1, 0.1, Duration.ofHours(1)))).isEqualTo(Duration.ofSeconds(7));
    assertThat(fixed.next(moment(9_999, 99, 0.9, null))).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void growing_grows_to_its_longest() {
    PollSchedule growing = PollSchedule.growing(Duration.ofSeconds(5), 1.5, Duration.ofSeconds(45));

    List<Duration> intervals = new ArrayList<>();
    for (int polls = 0; polls < 9; polls++) {
      intervals.add(growing.next(moment(1, polls, 0.5, null)));
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
  void growing_for_ever_does_not_overflow() {
    PollSchedule growing = PollSchedule.growing(Duration.ofSeconds(5), 2, Duration.ofSeconds(60));

    assertThat(growing.next(moment(1, Integer.MAX_VALUE, 0.5, null)))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void a_hint_of_the_server_is_obeyed_if_it_is_longer() {
    PollSchedule hinted = PollSchedule.fixed(Duration.ofSeconds(15)).withServerHint();

    assertThat(hinted.next(moment(1, 1, 0.5, Duration.ofSeconds(40))))
        .isEqualTo(Duration.ofSeconds(40));
    assertThat(hinted.next(moment(1, 1, 0.5, Duration.ofSeconds(4))))
        .isEqualTo(Duration.ofSeconds(15));
    assertThat(hinted.next(moment(1, 1, 0.5, null))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void decorators_let_the_schedule_beneath_learn() {
    List<VideoTask> heard = new ArrayList<>();
    PollSchedule learning = new PollSchedule() {
      @Override
      public Duration next(PollMoment moment) {
        return Duration.ofSeconds(1);
      }

      @Override
      public void finished(VideoTask task) {
        heard.add(task);
      }
    };
    VideoTask task =
        VideoTask.observed(TaskId.of("asyntask_A"), "SUCCESS", Instant.EPOCH).build();

    learning.withJitter(0.1).withServerHint().finished(task);
    PollSchedule.fixed(Duration.ofSeconds(1)).finished(task);

    assertThat(heard).containsExactly(task);
  }

  @Test
  void impossible_settings_are_refused_with_the_rule() {
    assertThatThrownBy(() -> PollSchedule.fixed(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The interval of a schedule must be more than zero, not PT0S.");
    assertThatThrownBy(
            () -> PollSchedule.growing(Duration.ofSeconds(5), 0.9, Duration.ofSeconds(9)))
        .hasMessage("The factor of a growing schedule must be 1 or more, not 0.9.");
    assertThatThrownBy(
            () -> PollSchedule.growing(Duration.ofSeconds(5), Double.NaN, Duration.ofSeconds(9)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PollSchedule.growing(Duration.ofSeconds(5), 2, Duration.ofSeconds(4)))
        .hasMessage(
            "The longest interval of a schedule must not be shorter than its first, PT5S, but is PT4S.");
    assertThatThrownBy(() -> PollSchedule.growing(Duration.ofSeconds(-5), 2, Duration.ofSeconds(4)))
        .hasMessage("The first interval of a schedule must be more than zero, not PT-5S.");
    assertThatThrownBy(() -> PollSchedule.standard().withJitter(1))
        .hasMessage("The jitter of a schedule must be 0 up to but not including 1, not 1.0.");
  }
}
