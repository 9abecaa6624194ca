package io.happyhorse.core.lifecycle;

import static io.happyhorse.core.lifecycle.TaskTransition.ADVANCED;
import static io.happyhorse.core.lifecycle.TaskTransition.CONTRADICTED;
import static io.happyhorse.core.lifecycle.TaskTransition.FINISHED;
import static io.happyhorse.core.lifecycle.TaskTransition.REGRESSED;
import static io.happyhorse.core.lifecycle.TaskTransition.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaskTransitionTest {
  @ParameterizedTest(name = "{0} then {1} is {2}")
  @CsvSource({
    "NOT_START, NOT_START, REPEATED",
    "NOT_START, SUBMITTED, ADVANCED",
    "NOT_START, QUEUED, ADVANCED",
    "NOT_START, IN_PROGRESS, ADVANCED",
    "NOT_START, SUCCESS, FINISHED",
    "NOT_START, FAILURE, FINISHED",
    "NOT_START, OTHER, ADVANCED",
    "SUBMITTED, NOT_START, REGRESSED",
    "SUBMITTED, SUBMITTED, REPEATED",
    "SUBMITTED, QUEUED, ADVANCED",
    "SUBMITTED, IN_PROGRESS, ADVANCED",
    "SUBMITTED, SUCCESS, FINISHED",
    "SUBMITTED, FAILURE, FINISHED",
    "SUBMITTED, OTHER, ADVANCED",
    "QUEUED, NOT_START, REGRESSED",
    "QUEUED, SUBMITTED, REGRESSED",
    "QUEUED, QUEUED, REPEATED",
    "QUEUED, IN_PROGRESS, ADVANCED",
    "QUEUED, SUCCESS, FINISHED",
    "QUEUED, FAILURE, FINISHED",
    "QUEUED, OTHER, ADVANCED",
    "IN_PROGRESS, NOT_START, REGRESSED",
    "IN_PROGRESS, SUBMITTED, REGRESSED",
    "IN_PROGRESS, QUEUED, REGRESSED",
    "IN_PROGRESS, IN_PROGRESS, REPEATED",
    "IN_PROGRESS, SUCCESS, FINISHED",
    "IN_PROGRESS, FAILURE, FINISHED",
    "IN_PROGRESS, OTHER, ADVANCED",
    "SUCCESS, NOT_START, CONTRADICTED",
    "SUCCESS, SUBMITTED, CONTRADICTED",
    "SUCCESS, QUEUED, CONTRADICTED",
    "SUCCESS, IN_PROGRESS, CONTRADICTED",
    "SUCCESS, SUCCESS, REPEATED",
    "SUCCESS, FAILURE, CONTRADICTED",
    "SUCCESS, OTHER, CONTRADICTED",
    "FAILURE, NOT_START, CONTRADICTED",
    "FAILURE, SUBMITTED, CONTRADICTED",
    "FAILURE, QUEUED, CONTRADICTED",
    "FAILURE, IN_PROGRESS, CONTRADICTED",
    "FAILURE, SUCCESS, CONTRADICTED",
    "FAILURE, FAILURE, REPEATED",
    "FAILURE, OTHER, CONTRADICTED",
    "OTHER, NOT_START, ADVANCED",
    "OTHER, SUBMITTED, ADVANCED",
    "OTHER, QUEUED, ADVANCED",
    "OTHER, IN_PROGRESS, ADVANCED",
    "OTHER, SUCCESS, FINISHED",
    "OTHER, FAILURE, FINISHED",
    "OTHER, OTHER, REPEATED"
  })
  void every_pair_has_its_transition(TaskStatus from, TaskStatus to, TaskTransition transition) {
    assertThat(TaskTransition.between(observation(from.name()), observation(to.name())))
        .isEqualTo(transition);
  }

  @ParameterizedTest(name = "{0} as first observation is {1}")
  @CsvSource({
    "NOT_START, ADVANCED",
    "SUBMITTED, ADVANCED",
    "QUEUED, ADVANCED",
    "IN_PROGRESS, ADVANCED",
    "SUCCESS, FINISHED",
    "FAILURE, FINISHED",
    "OTHER, ADVANCED"
  })
  void every_first_observation_has_its_transition(TaskStatus status, TaskTransition transition) {
    assertThat(TaskTransition.between(null, observation(status.name()))).isEqualTo(transition);
  }

  @Test
  void a_change_from_one_unlisted_status_to_another_is_an_advance() {
    assertThat(TaskTransition.between(observation("EXPIRED"), observation("queueing")))
        .isEqualTo(ADVANCED);
    assertThat(TaskTransition.between(observation("Queueing"), observation("queueing")))
        .isEqualTo(REPEATED);
  }

  @Test
  void another_word_with_the_same_meaning_is_a_repetition() {
    assertThat(TaskTransition.between(observation("SUCCESS"), observation("succeeded")))
        .isEqualTo(REPEATED);
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void the_later_observation_is_valid_unless_it_contradicts(TaskTransition transition) {
    VideoTask before = observation("SUCCESS");
    VideoTask now = observation("QUEUED");

    assertThat(transition.validObservation(before, now))
        .isSameAs(transition == CONTRADICTED ? before : now);
    assertThat(transition.validObservation(null, now)).isSameAs(now);
  }

  static Stream<Arguments> transitions() {
    assertThat(TaskTransition.values())
        .containsExactlyInAnyOrder(ADVANCED, REPEATED, REGRESSED, FINISHED, CONTRADICTED);
    return Arrays.stream(TaskTransition.values()).map(Arguments::of);
  }

  private static VideoTask observation(String word) {
    TaskFailure failure = TaskStatus.of(word) == TaskStatus.FAILURE ? new TaskFailure("") : null;
    return VideoTask.builder(TaskId.of("asyntask_A"), word, Instant.EPOCH)
        .failure(failure)
        .build();
  }
}
