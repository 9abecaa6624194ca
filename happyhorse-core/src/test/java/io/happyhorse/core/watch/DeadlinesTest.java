package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  private OpenWait add(long deadline) {
    WatchedTask task = new WatchedTask(TaskId.of("A"), 0);
    OpenWait wait = new OpenWait(task, new StateFixture.Recipient(false), 0, deadline);
    deadlines.add(wait);
    return wait;
  }

  @Test
  void are_empty_at_first() {
    assertThat(deadlines.firstAt()).isEqualTo(Long.MAX_VALUE);
    assertThat(deadlines.next(Long.MAX_VALUE)).isNull();
  }

  @Test
  void do_not_include_an_endless_wait() {
    deadlines.remove(add(OpenWait.ENDLESS));

    assertThat(deadlines.firstAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void are_returned_in_order_and_not_before_their_time() {
    OpenWait late = add(30);
    OpenWait early = add(20);

    assertThat(deadlines.next(19)).isNull();
    assertThat(deadlines.next(20)).isSameAs(early);
    assertThat(deadlines.firstAt()).isEqualTo(30);
    assertThat(deadlines.next(100)).isSameAs(late);
    assertThat(deadlines.next(100)).isNull();
  }

  @Test
  void do_not_include_a_removed_wait() {
    OpenWait removed = add(10);
    OpenWait open = add(20);

    deadlines.remove(removed);
    deadlines.remove(removed);

    assertThat(removed.number).isEqualTo(Numbers.NONE);
    assertThat(deadlines.firstAt()).isEqualTo(20);
    assertThat(deadlines.next(100)).isSameAs(open);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void are_returned_in_order_for_any_sequence_of_additions_and_removals(long seed) {
    Random random = new Random(seed);
    List<OpenWait> model = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      if (model.isEmpty() || random.nextInt(5) > 1) {
        model.add(add(random.nextInt(1_000)));
      } else {
        deadlines.remove(model.remove(random.nextInt(model.size())));
      }
      assertThat(deadlines.firstAt())
          .isEqualTo(model.stream().mapToLong(wait -> wait.deadline).min().orElse(Long.MAX_VALUE));
    }
  }
}
