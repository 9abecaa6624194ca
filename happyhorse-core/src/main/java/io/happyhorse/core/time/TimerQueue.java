package io.happyhorse.core.time;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The timers of a virtual time, the earliest first; timers of the same instant fire in the order in which they were set. */
final class TimerQueue {
  private final TreeSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
  private long made;

  record Timer(long at, long number, Runnable action) {}

  /** Adds a timer, except one that is never due. */
  Timer add(long at, Runnable action) {
    Timer timer = new Timer(at, made++, action);
    if (at != VirtualClock.NEVER) {
      timers.add(timer);
    }
    return timer;
  }

  void cancel(@Nullable Timer timer) {
    if (timer != null) {
      timers.remove(timer);
    }
  }

  @Nullable
  Timer first() {
    return timers.isEmpty() ? null : timers.first();
  }

  /** Removes and returns the first timer that is due by then; null if there is none. */
  @Nullable
  Timer takeDueBy(long at) {
    Timer first = first();
    return first != null && first.at() <= at ? timers.pollFirst() : null;
  }

  void clear() {
    timers.clear();
  }
}
