package io.happyhorse.examples.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops a command properly when a signal ends the process, which waits for its last output for a limited time. */
final class StopSignal implements AutoCloseable {
  private static final Duration ENDING_TAKES = Duration.ofSeconds(8);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private StopSignal(Runnable stop) {
    hook = new Thread(() -> stopAndWait(stop), "happyhorse-signal");
  }

  /** Calls {@code stop} at a signal, until the result is closed. */
  static StopSignal calling(Runnable stop) {
    StopSignal signal = new StopSignal(stop);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Interrupts the calling thread at a signal, until the result is closed. */
  static StopSignal interruptingThisThread() {
    return calling(Thread.currentThread()::interrupt);
  }

  private void stopAndWait(Runnable stop) {
    stop.run();
    try {
      boolean unused = over.await(ENDING_TAKES.toMillis(), TimeUnit.MILLISECONDS);
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
