package io.happyhorse.core.schedule;

import static io.happyhorse.core.schedule.CompletionTimesFixture.SUBMITTED;
import static io.happyhorse.core.schedule.CompletionTimesFixture.queued;
import static io.happyhorse.core.schedule.CompletionTimesFixture.runningSince;
import static io.happyhorse.core.schedule.CompletionTimesFixture.taskFinished;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How completion times detect that the durations of tasks have changed. */
class DistributionChangeTest {
  private final CompletionTimesFixture fixture = new CompletionTimesFixture();

  @Test
  void is_followed_within_50_completions_if_durations_double() {
    fixture.learn(1_000, () -> fixture.lognormal(100, 0.25));
    assertThat(fixture.interval(queued(60), 60, null)).isLessThan(25);

    fixture.learn(50, () -> fixture.lognormal(200, 0.25));

    assertThat(fixture.interval(queued(60), 60, null)).isGreaterThan(25);
    assertThat(fixture.interval(queued(200), 200, null)).isLessThan(30);
  }

  @Test
  void is_not_detected_in_the_order_of_the_end_times() {
    fixture.learn(1_000, () -> fixture.lognormal(100, 0.25));
    double before = fixture.interval(queued(120), 120, null);
    Instant submit = Instant.ofEpochSecond(SUBMITTED);

    for (int i = 0; i < 200; i++) {
      double seconds = fixture.lognormal(100, 0.25);
      VideoTask task = seconds < 80
          ? taskFinished("burst_" + i, submit, "generate", seconds, null)
          : runningSince("burst_" + i, submit, 80);
      fixture.times.add(task);
    }

    assertThat(fixture.endedTasks("whole:generate")).isEqualTo(1_000);
    assertThat(fixture.interval(queued(120), 120, null)).isBetween(0.8 * before, 1.25 * before);
  }

  @Test
  void to_longer_durations_is_detected_before_the_first_such_task_has_ended() {
    fixture.learn(1_000, () -> fixture.lognormal(100, 0.1));
    Instant submit = Instant.ofEpochSecond(SUBMITTED);

    for (int i = 0; i < 200; i++) {
      fixture.times.add(runningSince("burst_" + i, submit, 130));
    }

    assertThat(fixture.endedTasks("whole:generate")).isLessThan(100);
    assertThat(fixture.interval(queued(100), 100, null)).isGreaterThan(30);
  }

  @Test
  void is_detected_in_any_order_of_the_reports() {
    List<VideoTask> reported = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double median = i < 150 ? 100 : 200;
      reported.add(fixture.nextTask("generate", fixture.lognormal(median, 0.1), null));
    }
    Collections.shuffle(reported, fixture.random);

    reported.forEach(fixture.times::add);

    assertThat(fixture.endedTasks("whole:generate")).isLessThan(70);
    assertThat(fixture.interval(queued(70), 70, null)).isGreaterThan(40);
  }
}
