package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import org.junit.jupiter.api.Test;

class RunningPollsTest {
  private final RunningPolls running = new RunningPolls();
  private final Poll poll = new Poll(new WatchedTask(TaskId.of("A"), 0), 0, 0);

  @Test
  void an_interrupt_of_a_poll_ends_with_it() {
    running.begin(poll);
    poll.abandon();
    running.interrupt(poll);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    running.end(poll);

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void an_interrupt_of_a_thread_that_also_runs_a_poll_is_kept() {
    Thread.currentThread().interrupt();
    running.begin(poll);

    running.end(poll);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_poll_that_has_ended_is_not_interrupted() {
    running.begin(poll);
    running.end(poll);

    running.interrupt(poll);

    assertThat(Thread.interrupted()).isFalse();
  }
}
