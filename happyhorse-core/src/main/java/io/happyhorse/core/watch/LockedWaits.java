package io.happyhorse.core.watch;

import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.Timer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Applies events to the state of all waits: takes the lock, passes the event in, processes what is due, sets the timer, releases
 * the lock and runs the effects. Thread-safe. Times are ticks since it was created.
 */
final class LockedWaits {
  private static final long NEVER = Long.MAX_VALUE;

  private final TimeSource time;
  private final long start;
  private final EffectRunner effects;
  private final Timer timer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Waits waits;
  private long timerAt = NEVER;

  /** Something that happens to the waits. It is called under the lock, so it must not call foreign code. */
  interface Event<T> {
    T applyTo(Waits waits, long now);
  }

  LockedWaits(WatcherSettings settings, EffectRunner effects) {
    this.time = settings.time();
    this.start = time.nanoTime();
    this.effects = effects;
    this.waits = new Waits(settings);
    this.timer = time.timer("happyhorse-timer", this::timerFired);
  }

  long now() {
    return time.nanoTime() - start;
  }

  /**
   * Begins a poll; returns false if it must not be sent. This does not process what is due, but sets the timer if the time of the next
   * poll depended on this one.
   */
  boolean begin(Poll poll) {
    lock.lock();
    try {
      long now = now();
      boolean wasBlocked = waits.isBlockedByUnsent();
      boolean isToBeSent = waits.begin(poll, now);
      if (wasBlocked) {
        setTimer(now);
      }
      return isToBeSent;
    } finally {
      lock.unlock();
    }
  }

  /** Applies an event, then processes what is due. */
  <T> T apply(Event<T> event) {
    PendingWork activity = time.begin("a watcher");
    List<Runnable> actions = List.of();
    lock.lock();
    try {
      return event.applyTo(waits, now());
    } finally {
      try {
        passTime();
      } finally {
        actions = effects.actions(waits.takeEffects());
        lock.unlock();
      }
      activity.close(); // the actions have their own pending work
      actions.forEach(SafeCalls::run);
    }
  }

  private void passTime() {
    long now = now();
    waits.passTo(now);
    setTimer(now);
  }

  private void setTimer(long now) {
    long next = waits.nextAt(now);
    if (next < timerAt) {
      timerAt = next;
      timer.set(start + next);
    }
  }

  private void timerFired() {
    apply((unchanged, now) -> {
      timerAt = NEVER;
      return timer;
    });
  }

  void closeTimer() {
    timer.close();
  }
}
