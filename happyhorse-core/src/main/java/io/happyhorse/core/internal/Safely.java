package io.happyhorse.core.internal;

/** Calls foreign code, such as a listener, whose errors must not end what calls it. */
public final class Safely {
  private Safely() {}

  /**
   * Runs foreign code. What it throws goes to the thread's handler of uncaught exceptions; what that throws is dropped.
   *
   * @param foreign the code
   */
  @SuppressWarnings("CatchingUnchecked") // foreign code may throw anything
  public static void run(Runnable foreign) {
    try {
      foreign.run();
    } catch (Throwable error) {
      report(error);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // so may the handler
  private static void report(Throwable error) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
    } catch (Throwable ofTheHandler) {
      error.addSuppressed(ofTheHandler);
    }
  }
}
