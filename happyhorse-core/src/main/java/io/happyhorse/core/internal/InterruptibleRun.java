package io.happyhorse.core.internal;

import org.jspecify.annotations.Nullable;

/**
 * One run on one thread, which other threads can cancel. An interrupt that was meant for the run never reaches what the thread does
 * next. Thread-safe.
 */
public final class InterruptibleRun {
  private @Nullable Thread thread;
  private boolean cancelled;

  /**
   * Begins the run on the calling thread.
   *
   * @return false if the run was cancelled before, and must not take place
   */
  public synchronized boolean begin() {
    if (!cancelled) {
      thread = Thread.currentThread();
    }
    return !cancelled;
  }

  /** Ends the run that the calling thread has begun, and clears the thread's interrupt flag. */
  public synchronized void end() {
    if (isOnThisThread()) {
      thread = null;
      boolean unused = Thread.interrupted();
    }
  }

  /**
   * Cancels the run: interrupts its thread if it has begun, and keeps it from beginning otherwise.
   *
   * @return whether it was running
   */
  public synchronized boolean cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
    return thread != null;
  }

  /**
   * Tells whether the calling thread is the one that runs.
   *
   * @return true between {@link #begin} and {@link #end} on this thread
   */
  public synchronized boolean isOnThisThread() {
    return thread == Thread.currentThread();
  }
}
