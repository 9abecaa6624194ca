package io.happyhorse.core.watch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers tasks from 0. The number of a removed task is given to another, so the numbers stay small. Not thread-safe.
 */
final class TaskNumbers {
  private final List<@Nullable WatchedTask> tasks = new ArrayList<>();
  private final BitSet used = new BitSet();
  private int lowestFree;

  /** Gives a task the lowest number that no other has. */
  int add(WatchedTask task) {
    int number = used.nextClearBit(lowestFree);
    lowestFree = number + 1;
    used.set(number);
    if (number == tasks.size()) {
      tasks.add(task);
    } else {
      tasks.set(number, task);
    }
    return number;
  }

  void remove(int number) {
    used.clear(number);
    tasks.set(number, null);
    lowestFree = Math.min(lowestFree, number);
  }

  @Nullable
  WatchedTask task(int number) {
    return tasks.get(number);
  }
}
