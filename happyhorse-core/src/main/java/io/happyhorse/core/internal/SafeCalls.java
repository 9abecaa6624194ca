package io.happyhorse.core.internal;

/** Calls code of the library's users, whose errors must end nothing of ours. */
public final class SafeCalls {
  private SafeCalls() {}

  /**
   * Runs foreign code. What it throws goes to the thread's handler of uncaught exceptions.
   *
   * @param foreign the code
   */
  @SuppressWarnings("CatchingUnchecked") // whatever it throws
  public static void run(Runnable foreign) {
    try {
      foreign.run();
    } catch (Throwable thrown) {
      report(thrown);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // the handler is foreign code, too
  private static void report(Throwable thrown) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    } catch (Throwable handlersOwn) {
      thrown.addSuppressed(handlersOwn); // there is nowhere else to report it
    }
  }
}
