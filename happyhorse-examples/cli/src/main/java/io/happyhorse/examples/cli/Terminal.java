package io.happyhorse.examples.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The terminal of the process, if there is one. */
final class Terminal {
  /** The codes that move the cursor to the start of the line and clear it. */
  static final String CLEAR_LINE = "\r\u001b[K";

  private static final Size DEFAULT_SIZE = new Size(24, 80);

  private Terminal() {}

  /** The size of a terminal in characters. */
  record Size(int rows, int columns) {}

  /** Returns whether the output is a terminal that can be updated in place. */
  @SuppressWarnings("SystemConsoleNull") // newer JDKs have isTerminal
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJdk22) {
      return true; // older JDKs have a console only at a terminal
    }
  }

  /** Returns whether colors are enabled; see no-color.org. */
  static boolean hasColors(Map<String, String> environment) {
    return isInteractive() && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Returns the size of the terminal; 24 rows of 80 columns if it is unknown. */
  static Size size() {
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .strip()
          .split(" ", -1);
      if (stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0) {
        return new Size(
            Math.max(2, Integer.parseInt(size[0])), Math.max(20, Integer.parseInt(size[1])));
      }
    } catch (IOException | NumberFormatException noStty) {
      return DEFAULT_SIZE;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return DEFAULT_SIZE;
  }
}
