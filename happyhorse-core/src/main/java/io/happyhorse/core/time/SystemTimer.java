package io.happyhorse.core.time;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A timer with a daemon thread of its own, which starts when the timer is first set. */
final class SystemTimer implements Timer {
  private static final long LONGEST_FIRE_MILLIS = 500;

  /** The shortest time between two fires. Waking the thread thousands of times per second would cost more than the work it then does. */
  private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Runnable onFire;
  private final Thread thread;
  private boolean set;
  private long at;
  private long firedAt = System.nanoTime() - LEAST_PAUSE;
  private boolean closed;

  SystemTimer(String name, Runnable onFire) {
    this.onFire = onFire;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  @Override
  public void set(long ticks) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      boolean earlier = !set || ticks - at < 0;
      at = ticks;
      set = true;
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      } else if (earlier) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // an error must not end the thread of the timer
  private void run() {
    while (awaitDue()) {
      try {
        onFire.run();
      } catch (Throwable defect) {
        report(defect); // the timer continues
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // an error of the handler must not end the timer
  private void report(Throwable defect) {
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
    } catch (Throwable handlersOwn) {
      return; // there is no other place to report it
    }
  }

  private boolean awaitDue() {
    lock.lock();
    try {
      while (!closed && !(set && nanosLeft() <= 0)) {
        if (set) {
          long unused = changed.awaitNanos(nanosLeft());
        } else {
          changed.await();
        }
      }
      set = false;
      firedAt = System.nanoTime();
      return !closed;
    } catch (InterruptedException foreignInterrupt) {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private long nanosLeft() {
    long now = System.nanoTime();
    return Math.max(at - now, firedAt + LEAST_PAUSE - now);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (thread != Thread.currentThread() && thread.getState() != Thread.State.NEW) {
        thread.join(LONGEST_FIRE_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
