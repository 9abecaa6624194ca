package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import org.junit.jupiter.api.Test;

class TaskNumbersTest {
  private final TaskNumbers numbers = new TaskNumbers();

  private static WatchedTask task() {
    return new WatchedTask(TaskId.of("A"), 0);
  }

  @Test
  void count_from_0() {
    for (int number = 0; number < 100; number++) {
      WatchedTask task = task();
      assertThat(numbers.add(task)).isEqualTo(number);
      assertThat(numbers.task(number)).isSameAs(task);
    }
  }

  @Test
  void are_used_again_from_the_lowest() {
    for (int number = 0; number < 5; number++) {
      numbers.add(task());
    }
    numbers.remove(3);
    numbers.remove(1);

    assertThat(numbers.task(1)).isNull();
    assertThat(numbers.add(task())).isEqualTo(1);
    assertThat(numbers.add(task())).isEqualTo(3);
    assertThat(numbers.add(task())).isEqualTo(5);
  }
}
