package io.happyhorse.core.watch;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The waits by their deadlines. Not thread-safe.
 *
 * <p>A wait that ends earlier is left in the queue until half of the queue has ended, and then all of those are taken out at once.
 */
final class Deadlines {
  private static final int FEW = 64;

  private final PriorityQueue<OpenWait> queue =
      new PriorityQueue<>(Comparator.comparingLong((OpenWait wait) -> wait.deadline));
  private int ended;

  void add(OpenWait wait) {
    if (wait.deadline != OpenWait.ENDLESS) {
      wait.queued = true;
      queue.add(wait);
    }
  }

  /** Takes in that a wait has ended. */
  void ended(OpenWait wait) {
    if (wait.queued) {
      wait.queued = false;
      ended++;
      if (ended > Math.max(FEW, queue.size() / 2)) {
        queue.removeIf(other -> !other.queued);
        ended = 0;
      }
    }
  }

  /** Takes out the first wait whose deadline has come; null if there is none. */
  @Nullable
  OpenWait next(long now) {
    OpenWait first = first();
    if (first == null || first.deadline > now) {
      return null;
    }
    first.queued = false;
    return queue.remove();
  }

  /** Returns the earliest deadline, {@link Long#MAX_VALUE} if there is none. */
  long firstAt() {
    OpenWait first = first();
    return first == null ? Long.MAX_VALUE : first.deadline;
  }

  private @Nullable OpenWait first() {
    OpenWait first = queue.peek();
    while (first != null && !first.queued) {
      queue.remove();
      ended--;
      first = queue.peek();
    }
    return first;
  }

  /** Returns the number of waits that the queue holds, ended ones included. */
  int size() {
    return queue.size();
  }
}
