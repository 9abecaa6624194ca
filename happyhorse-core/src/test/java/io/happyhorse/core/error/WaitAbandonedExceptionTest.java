package io.happyhorse.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitAbandonedExceptionTest {
  @Test
  void advises_to_resume_if_the_last_error_is_unknown() {
    WaitDetails details =
        new WaitDetails(TaskId.of("asyntask_A"), null, null, Duration.ofMinutes(6), 24, null);

    assertThat(new WaitAbandonedException(details))
        .hasMessage("Gave up querying (task asyntask_A, 24 polls in 6 min 0 s, no response yet)."
            + " The task is not affected: to resume, wait for the same id.");
  }
}
