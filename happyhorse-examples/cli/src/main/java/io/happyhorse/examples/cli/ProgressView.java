package io.happyhorse.examples.cli;

import io.happyhorse.core.time.Time;
import io.happyhorse.core.watch.TaskListener;
import java.io.Console;
import java.io.PrintWriter;

/** Shows a wait while it lasts. */
interface ProgressView extends TaskListener, AutoCloseable {
  /** Returns a live line on a terminal, plain lines elsewhere. */
  static ProgressView of(PrintWriter out, Time time) {
    return isTerminal() ? new LiveView(out, time) : new PlainView(out);
  }

  @SuppressWarnings("SystemConsoleNull") // newer JDKs are asked for isTerminal
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJdk22) {
      return true; // where a console is one only at a terminal
    }
  }

  @Override
  void close();
}
