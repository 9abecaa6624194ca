package io.happyhorse.core.internal;

import org.jspecify.annotations.Nullable;

/**
 * Work on a pooled thread that can be interrupted without affecting other work of that thread. Thread-safe.
 *
 * <p>{@link #begin()} and {@link #end()} are called on the working thread, {@link #interrupt()} on any.
 */
public final class InterruptibleRun {
  private @Nullable Thread thread;

  /** Begins the work on the calling thread. */
  public synchronized void begin() {
    thread = Thread.currentThread();
  }

  /** Ends the work on the calling thread and clears an interrupt that was meant for it. Does nothing if it has not begun. */
  public synchronized void end() {
    if (thread == Thread.currentThread()) {
      thread = null;
      boolean unused = Thread.interrupted();
    }
  }

  /**
   * Interrupts the working thread if the work is running.
   *
   * @return true if it was running
   */
  public synchronized boolean interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
    return thread != null;
  }

  /** {@return whether the calling thread runs this work; true between {@link #begin()} and {@link #end()} on the working thread} */
  public synchronized boolean isOnThisThread() {
    return thread == Thread.currentThread();
  }
}
