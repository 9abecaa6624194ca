package io.happyhorse.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.task.VideoTaskBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredWaitStateTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Instant AT = Instant.parse("2026-04-28T02:37:46.123456Z");

  private final StoredWaitState stored = new StoredWaitState();

  private static VideoTaskBuilder running() {
    return VideoTask.builder(ID, "IN_PROGRESS", AT)
        .progress(Progress.of("30 %"))
        .action(TaskAction.of("upscale"))
        .requestId("20260428")
        .attempts(3)
        .timeline(Timeline.ofUnixTimes(1_777_343_862, 1_777_343_866, 0));
  }

  private static WaitState after(VideoTask observation) {
    return WaitState.begin().on(observation, Duration.ofSeconds(15)).state();
  }

  private static Stream<WaitState> states() {
    Stream<WaitState> observed = Stream.of(
            running(),
            VideoTask.builder(ID, "", AT),
            running().progress(Progress.of("50%")),
            running().action(null),
            running().action(TaskAction.GENERATE),
            running().requestId(null),
            running().requestId("other"),
            running().attempts(1),
            running().observedAt(AT.plusSeconds(1)),
            running().observedAt(AT.plusNanos(1)),
            running().timeline(Timeline.UNKNOWN),
            running().timeline(Timeline.ofUnixTimes(1_777_343_862, 0, 0)),
            running().timeline(Timeline.ofUnixTimes(1_777_343_862, 1_777_343_866, 1_777_343_999)),
            running().rawJson("{}"))
        .map(observation -> after(observation.build()));
    return Stream.concat(WaitStateTextTest.states(), observed);
  }

  /** Each state after each other one. */
  private static Stream<List<WaitState>> pairs() {
    return states().flatMap(first -> states().map(second -> List.of(first, second)));
  }

  @Test
  void begins_with_the_beginning_of_a_wait() {
    assertThat(stored.get(ID)).isEqualTo(WaitState.begin());
    assertThat(stored.polls()).isZero();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void has_the_state_that_was_set_last(List<WaitState> pair) {
    pair.forEach(stored::set);

    assertThat(stored.get(ID)).isEqualTo(pair.get(1));
    assertThat(stored.polls()).isEqualTo(pair.get(1).polls());
  }

  @Nested
  class An_observation {
    private VideoTask stored() {
      return Objects.requireNonNull(stored.get(ID).lastObservation());
    }

    private String copy(String text) {
      return String.valueOf(text.toCharArray());
    }

    @Test
    void of_a_pending_task_keeps_the_parts_that_are_equal_to_those_before() {
      VideoTask first = running().build();
      stored.set(after(first));
      stored.set(after(VideoTask.builder(ID, copy("IN_PROGRESS"), AT.plusSeconds(15))
          .progress(new Progress(copy("30 %")))
          .action(new TaskAction(copy("upscale")))
          .requestId(copy("20260428"))
          .timeline(new Timeline(
              Instant.ofEpochSecond(1_777_343_862), Instant.ofEpochSecond(1_777_343_866), null))
          .build()));

      assertThat(stored().rawStatus()).isSameAs(first.rawStatus());
      assertThat(stored().progress()).isSameAs(first.progress());
      assertThat(stored().action()).isSameAs(first.action());
      assertThat(stored().requestId()).isSameAs(first.requestId());
      assertThat(stored().timeline().submittedAt()).isSameAs(first.timeline().submittedAt());
      assertThat(stored().timeline().startedAt()).isSameAs(first.timeline().startedAt());
      assertThat(stored().observedAt()).isEqualTo(AT.plusSeconds(15));
    }

    @Test
    void of_a_finished_task_is_kept_as_it_is() {
      VideoTask done = VideoTask.builder(ID, "SUCCESS", AT).build();
      stored.set(after(done));

      assertThat(stored()).isSameAs(done);
    }
  }
}
