package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaskTableTest {
  /** Ids with equal hashes, since those of {@code Aa} and {@code BB} are equal. */
  private static final List<String> EQUAL_HASHES = List.of("AaAa", "AaBB", "BBAa", "BBBB");

  private final TaskTable table = new TaskTable();

  private static WatchedTask task(String id) {
    return new WatchedTask(TaskId.of(id), 0);
  }

  private WatchedTask added(String id) {
    WatchedTask task = task(id);
    table.add(task);
    return task;
  }

  @Test
  void finds_tasks_whose_ids_have_equal_hashes_whichever_of_them_is_removed() {
    for (String removed : EQUAL_HASHES) {
      Map<String, WatchedTask> tasks = new HashMap<>();
      EQUAL_HASHES.forEach(id -> tasks.put(id, added(id)));

      table.remove(Objects.requireNonNull(tasks.remove(removed)));
      assertThat(table.find(TaskId.of(removed))).isNull();
      assertThat(table).containsExactlyInAnyOrderElementsOf(tasks.values());
      tasks.forEach((id, task) -> assertThat(table.find(TaskId.of(id))).isSameAs(task));
      tasks.values().forEach(table::remove);
    }
    assertThat(table.size()).isZero();
  }

  @Test
  void contains_what_a_map_contains() {
    Random random = new Random(7);
    Map<TaskId, WatchedTask> expected = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      TaskId id = TaskId.of("asyntask_" + random.nextInt(1_000));
      WatchedTask known = expected.remove(id);
      assertThat(table.find(id)).isSameAs(known);
      if (known == null) {
        expected.put(id, added(id.value()));
      } else {
        table.remove(known);
      }
      assertThat(table.size()).isEqualTo(expected.size());
    }
    assertThat(table).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(table.stream()).hasSize(expected.size());
  }

  @Test
  void can_be_emptied_while_iterating() {
    List<WatchedTask> tasks = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      tasks.add(added("task" + i));
    }
    EQUAL_HASHES.forEach(id -> tasks.add(added(id)));

    List<WatchedTask> seen = new ArrayList<>();
    for (WatchedTask task : table) {
      table.remove(task);
      seen.add(task);
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(tasks);
    assertThat(table).isEmpty();
  }

  @Test
  void has_an_iterator_that_ends() {
    Iterator<WatchedTask> iterator = table.iterator();

    assertThat(iterator).isExhausted();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }
}
