package io.happyhorse.examples.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a command in an orderly way when a signal ends the process. The process waits for the last output of the command for a limited
 * time.
 */
final class StopSignal implements AutoCloseable {
  private static final Duration ENDING_TAKES = Duration.ofSeconds(8);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private volatile boolean stopping;

  private StopSignal(Duration grace, Runnable stop) {
    hook = new Thread(() -> stopAndWait(grace, stop), "happyhorse-signal");
  }

  /** Calls {@code stop} at a signal, until the result is closed. */
  static StopSignal calling(Runnable stop) {
    return registered(new StopSignal(Duration.ZERO, stop));
  }

  private static StopSignal registered(StopSignal signal) {
    try {
      Runtime.getRuntime().addShutdownHook(signal.hook);
    } catch (IllegalStateException endingAlready) {
      signal.stopping = true;
    }
    return signal;
  }

  /** Interrupts the calling thread at a signal, until the result is closed. */
  static StopSignal interruptingThisThread() {
    return calling(Thread.currentThread()::interrupt);
  }

  /**
   * Waits at a signal until the result is closed, and interrupts the calling thread if that takes longer than the grace period. The
   * thread should end once {@link #isStopping()} returns true.
   */
  static StopSignal lettingThisThreadEnd(Duration grace) {
    return registered(new StopSignal(grace, Thread.currentThread()::interrupt));
  }

  /** Returns whether there was a signal. */
  boolean isStopping() {
    return stopping;
  }

  /** Returns the thread that a signal starts. */
  Thread hook() {
    return hook;
  }

  private void stopAndWait(Duration grace, Runnable stop) {
    stopping = true;
    try {
      if (!over.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        stop.run();
        boolean unused = over.await(ENDING_TAKES.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Marks the command as ended. */
  @Override
  public void close() {
    over.countDown();
    try {
      boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      return; // interrupted by the signal itself
    }
  }
}
