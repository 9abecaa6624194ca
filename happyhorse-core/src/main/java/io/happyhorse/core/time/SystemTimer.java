package io.happyhorse.core.time;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A timer with a daemon thread of its own, which starts when the timer is first set. */
final class SystemTimer implements Timer {
  private static final long LONGEST_RING_MILLIS = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Runnable onFire;
  private final Thread thread;
  private boolean set;
  private long at;
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

  @SuppressWarnings("CatchingUnchecked") // a timer that is dead tells nobody
  private void run() {
    while (awaitRing()) {
      try {
        onFire.run();
      } catch (Throwable defect) {
        thread
            .getUncaughtExceptionHandler()
            .uncaughtException(thread, defect); // and is there for the next onFire
      }
    }
  }

  private boolean awaitRing() {
    lock.lock();
    try {
      while (!closed && !(set && at - System.nanoTime() <= 0)) {
        if (set) {
          long unused = changed.awaitNanos(at - System.nanoTime());
        } else {
          changed.await();
        }
      }
      set = false;
      return !closed;
    } catch (InterruptedException strangersInterrupt) {
      return !closed;
    } finally {
      lock.unlock();
    }
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
        thread.join(LONGEST_RING_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
