package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the completion times record about single tasks. */
class RecordedTaskTest {
  private static final String HEADER = "happyhorse completion times 2\n";
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final CompletionTimes times = new CompletionTimes();
  private final PollSchedule schedule = PollSchedule.learned(times);

  /** Returns a task that was submitted at 1000 s and observed at 1040 s. */
  private static VideoTask observation(String status, @Nullable Long start, @Nullable Long end) {
    return VideoTask.builder(ID, status, Instant.ofEpochSecond(1_040))
        .action(TaskAction.GENERATE)
        .timeline(new Timeline(Instant.ofEpochSecond(1_000), instant(start), instant(end)))
        .build();
  }

  private static @Nullable Instant instant(@Nullable Long seconds) {
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }

  private static PollContext context(@Nullable VideoTask last) {
    return new PollContext(ID, null, last, Duration.ofSeconds(40), null, 1, 0, null, 0.5);
  }

  @Nested
  class A_running_task {
    @Test
    void is_recorded_with_its_age_and_the_time_since_its_start() {
      times.add(observation("IN_PROGRESS", 1_015L, null));

      assertThat(times.save()).isEqualTo(HEADER + """
              any:\t1000:40.0+asyntask_A
              whole:generate\t1000:40.0+asyntask_A
              rendering:generate\t1000:25.0+asyntask_A
              """);
    }

    @Test
    void is_recorded_when_a_poll_observes_it() {
      schedule.observed(context(observation("IN_PROGRESS", null, null)));

      assertThat(times.save()).contains("whole:generate\t1000:40.0+asyntask_A\n");
    }

    @Test
    void is_not_recorded_before_its_first_observation() {
      schedule.observed(context(null));

      assertThat(times.save()).isEqualTo(HEADER);
    }

    @Test
    void moves_to_the_kind_that_is_stated_later() {
      times.add(observation("IN_PROGRESS", 1_015L, null));

      times.add(observation("IN_PROGRESS", 1_015L, null), "long");

      assertThat(times.save())
          .doesNotContain("generate")
          .contains("whole:long\t1000:40.0+asyntask_A\n", "rendering:long\t1000:25.0+asyntask_A\n");
    }

    @Test
    void moves_to_the_kind_of_its_end() {
      times.add(observation("IN_PROGRESS", 1_015L, null));

      times.add(observation("SUCCESS", 1_015L, 1_040L), "long");

      assertThat(times.save()).isEqualTo(HEADER + """
              any:\t1000:40.0
              whole:long\t1000:40.0
              rendering:long\t1000:25.0
              """);
    }

    @Test
    void is_removed_if_it_succeeds_at_an_unknown_time() {
      times.add(observation("IN_PROGRESS", 1_015L, null));

      times.add(observation("SUCCESS", null, null));

      assertThat(times.save()).isEqualTo(HEADER);
    }
  }

  @Nested
  class A_loaded_task {
    @Test
    void moves_to_the_kind_that_is_stated_after_loading() {
      times.add(observation("IN_PROGRESS", 1_015L, null));
      CompletionTimes loaded = new CompletionTimes().load(times.save());

      loaded.add(observation("SUCCESS", 1_015L, 1_040L), "long");

      assertThat(loaded.save()).doesNotContain("generate").doesNotContain("asyntask_A");
    }

    @Test
    void is_updated_by_its_next_observation() {
      times.load(HEADER + "whole:generate\t1000:30.0+asyntask_A\n");

      times.add(observation("IN_PROGRESS", null, null));

      assertThat(times.save())
          .contains("whole:generate\t1000:40.0+asyntask_A\n")
          .doesNotContain("30.0");
    }

    @Test
    void may_have_a_duration_of_zero() {
      String saved = HEADER + "whole:generate\t1000:0.0\t1001:0.0+asyntask_A\n";

      assertThat(times.load(saved).save()).isEqualTo(saved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000:Infinity", "1000:NaN", "1000:-0.5", ":5", "+5"})
    void is_refused_without_a_submission_time_and_a_finite_duration(String task) {
      assertThatThrownBy(() -> times.load(HEADER + "whole:generate\t" + task))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Line 2 has an invalid duration: '" + task + "'.");
    }
  }

  @Nested
  class The_history {
    @Test
    void recognizes_the_latest_10000_tasks_that_succeeded() {
      for (int i = 0; i < 10_001; i++) {
        times.add(succeeded(i));
      }

      times.add(succeeded(1));
      assertThat(times.save()).doesNotContain("whole:kind1\t");
      times.add(succeeded(0));
      assertThat(times.save()).contains("whole:kind0\t");
    }

    /** A task of its own kind: the curve of the kind is dropped later, so a second recording becomes visible. */
    private VideoTask succeeded(int number) {
      return VideoTask.builder(
              TaskId.of("asyntask_" + number), "SUCCESS", Instant.ofEpochSecond(1_040))
          .action(new TaskAction("kind" + number))
          .timeline(Timeline.ofUnixTimes(1_000, 0, 1_040))
          .build();
    }
  }
}
