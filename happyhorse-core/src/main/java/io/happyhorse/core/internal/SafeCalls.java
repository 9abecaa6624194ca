package io.happyhorse.core.internal;

/** Calls foreign code whose errors must not affect the library. */
public final class SafeCalls {
  private SafeCalls() {}

  /** Runs foreign code. Exceptions are passed to the thread's uncaught exception handler. */
  @SuppressWarnings("CatchingUnchecked") // foreign code may throw anything
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
      if (handlersOwn != thrown) { // an error cannot suppress itself
        thrown.addSuppressed(handlersOwn); // there is no other place to report it
      }
    }
  }
}
