package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrackedTaskTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final TrackedTask task = new TrackedTask(ID, 1, Instant.EPOCH, () -> 1);

  @Test
  void is_waited_for_again_by_one_caller_only() {
    assertThat(task.startWaitAgain(Instant.EPOCH)).isFalse();

    task.gaveUp(
        new WaitDeadlineException(new WaitDetails(ID, null, null, Duration.ofMinutes(1), 4, null)));

    assertThat(task.startWaitAgain(Instant.EPOCH)).isTrue();
    assertThat(task.startWaitAgain(Instant.EPOCH)).isFalse();
    assertThat(task.row().state()).isEqualTo(RowState.NO_STATUS);
  }
}
