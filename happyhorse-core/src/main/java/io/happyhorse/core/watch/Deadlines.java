package io.happyhorse.core.watch;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The open waits in order of their deadlines. It refers to no ended wait, whose task may hold a large response. Not thread-safe. */
final class Deadlines {
  private final Numbers<OpenWait> numbers = new Numbers<>();
  private final TimeHeap queue = new TimeHeap(new HeapPlaces());

  void add(OpenWait wait) {
    if (wait.deadline != OpenWait.ENDLESS) {
      wait.number = numbers.add(wait);
      queue.add(wait.number, wait.deadline);
    }
  }

  /** Removes a wait that is no longer open, unless it has been removed. */
  void remove(OpenWait wait) {
    if (wait.number != Numbers.NONE) {
      queue.remove(wait.number);
      numbers.remove(wait.number);
      wait.number = Numbers.NONE;
    }
  }

  /** Removes and returns the first wait whose deadline has passed; null if there is none. */
  @Nullable
  OpenWait next(long now) {
    if (queue.isEmpty() || queue.firstTime() > now) {
      return null;
    }
    OpenWait first = Objects.requireNonNull(numbers.get(queue.first()));
    remove(first);
    return first;
  }

  /** Returns the earliest deadline; {@link Long#MAX_VALUE} if there is none. */
  long firstAt() {
    return queue.firstTime();
  }
}
