package io.happyhorse.examples.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a command in an orderly way when a signal, such as that of Ctrl-C, ends the process. The process then waits for a limited time
 * until the command has printed its results and has closed this object.
 */
final class StopSignal implements AutoCloseable {
  /** How long the process waits for a command after it has told the command to stop. */
  private static final Duration END_TIMEOUT = Duration.ofSeconds(8);

  private final ShutdownHooks hooks;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private volatile boolean stopping;

  private StopSignal(ShutdownHooks hooks, Duration grace, Runnable stop) {
    this.hooks = hooks;
    this.hook = new Thread(() -> stopAndWait(grace, stop), "happyhorse-signal");
  }

  /** Calls {@code stop} if a signal arrives before the returned object is closed. */
  static StopSignal calling(ShutdownHooks hooks, Runnable stop) {
    return registered(new StopSignal(hooks, Duration.ZERO, stop));
  }

  private static StopSignal registered(StopSignal signal) {
    try {
      signal.hooks.add(signal.hook);
    } catch (IllegalStateException processIsEnding) {
      signal.stopping = true;
    }
    return signal;
  }

  /** Interrupts the calling thread if a signal arrives before the returned object is closed. */
  static StopSignal interruptingThisThread(ShutdownHooks hooks) {
    return calling(hooks, Thread.currentThread()::interrupt);
  }

  /**
   * Gives the calling thread time to end by itself after a signal: it should close the returned object once {@link #isStopping()} returns
   * true. The thread is interrupted if it has not done so within the grace period.
   */
  static StopSignal lettingThisThreadEnd(ShutdownHooks hooks, Duration grace) {
    return registered(new StopSignal(hooks, grace, Thread.currentThread()::interrupt));
  }

  /** Returns whether a signal has arrived. */
  boolean isStopping() {
    return stopping;
  }

  private void stopAndWait(Duration grace, Runnable stop) {
    stopping = true;
    try {
      if (!ended.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        stop.run();
        boolean unused = ended.await(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Marks the command as ended, so that the process no longer waits for it. */
  @Override
  public void close() {
    ended.countDown();
    try {
      hooks.remove(hook);
    } catch (IllegalStateException processIsEnding) {
      return; // the hook ends by itself
    }
  }
}
