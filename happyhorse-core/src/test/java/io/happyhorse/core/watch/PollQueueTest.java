package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PollQueueTest {
  private final PollQueue queue = new PollQueue();

  private static WatchedTask fresh(long deadline) {
    WatchedTask task = new WatchedTask(TaskId.of("A"), 0);
    task.add(new OpenWait(task, new StateFixture.Recipient(false), 0, deadline));
    return task;
  }

  private static WatchedTask polled() {
    WatchedTask task = fresh(OpenWait.ENDLESS);
    VideoTask observation = VideoTask.builder(task.id, "QUEUED", Instant.EPOCH).build();
    task.state = WaitState.begin().on(observation, Duration.ZERO).state();
    return task;
  }

  @Test
  void returns_polled_tasks_in_the_order_in_which_they_are_due() {
    WatchedTask late = polled();
    WatchedTask early = polled();
    queue.put(late, 30);
    queue.put(early, 20);

    assertThat(queue.nextDue()).isEqualTo(20);
    assertThat(queue.next(19)).isNull();
    assertThat(queue.next(20)).isSameAs(early);
    assertThat(queue.next(29)).isNull();
    assertThat(queue.next(100)).isSameAs(late);
    assertThat(queue.next(100)).isNull();
    assertThat(queue.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void returns_tasks_that_were_never_polled_first_and_by_their_deadlines() {
    WatchedTask polled = polled();
    WatchedTask patient = fresh(900);
    WatchedTask urgent = fresh(500);
    queue.put(polled, 1);
    queue.put(patient, 2);
    queue.put(urgent, 3);

    assertThat(queue.next(2)).isSameAs(patient);
    queue.put(patient, 2);
    assertThat(queue.next(3)).isSameAs(urgent);
    assertThat(queue.next(3)).isSameAs(patient);
    assertThat(queue.next(3)).isSameAs(polled);
  }

  @Test
  void shows_the_next_task_without_taking_it() {
    WatchedTask task = polled();
    queue.put(task, 20);

    assertThat(queue.peek(20)).isSameAs(task);
    assertThat(task.isPlanned()).isTrue();
    assertThat(queue.next(20)).isSameAs(task);
    assertThat(task.isPlanned()).isFalse();
  }

  @Test
  void moves_a_task_to_its_new_time() {
    WatchedTask moved = polled();
    WatchedTask other = polled();
    queue.put(moved, 10);
    queue.put(other, 20);
    queue.put(moved, 30);

    assertThat(moved.due).isEqualTo(30);
    assertThat(queue.next(100)).isSameAs(other);
    assertThat(queue.next(100)).isSameAs(moved);
    assertThat(queue.next(100)).isNull();
  }

  @Test
  void moves_a_due_task_that_was_never_polled() {
    WatchedTask task = fresh(500);
    queue.put(task, 1);
    assertThat(queue.peek(1)).isSameAs(task);
    queue.put(task, 50);

    assertThat(queue.next(49)).isNull();
    assertThat(queue.next(50)).isSameAs(task);
  }

  @Test
  void does_not_return_a_removed_task_nor_confuse_it_with_the_next_one() {
    WatchedTask removed = fresh(500);
    queue.put(removed, 1);
    assertThat(queue.peek(1)).isSameAs(removed);
    queue.remove(removed);
    queue.remove(removed);
    WatchedTask next = fresh(900);
    queue.put(next, 10);

    assertThat(queue.peek(9)).isNull();
    assertThat(queue.nextDue()).isEqualTo(10);
    assertThat(queue.next(10)).isSameAs(next);
    assertThat(queue.next(10)).isNull();
  }

  @Test
  void gives_the_number_of_a_removed_task_to_the_next_one() {
    WatchedTask removed = polled();
    queue.put(removed, 10);
    queue.put(polled(), 10);
    queue.remove(removed);
    WatchedTask next = polled();
    queue.put(next, 10);

    assertThat(removed.number).isEqualTo(Numbers.NONE);
    assertThat(next.number).isZero();
  }

  @Test
  void removes_a_task_that_is_being_polled() {
    WatchedTask task = polled();
    queue.put(task, 10);
    assertThat(queue.next(10)).isSameAs(task);
    queue.remove(task);

    WatchedTask next = polled();
    queue.put(next, 10);
    assertThat(queue.next(10)).isSameAs(next);
  }
}
