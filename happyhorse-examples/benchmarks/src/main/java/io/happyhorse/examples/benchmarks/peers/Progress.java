package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.core.time.TimeSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints the next measurement and the duration of the run so far. */
final class Progress {
  private static final int MINUTE = 60;

  private final PrintStream out;
  private final int count;
  private final long begun = TimeSource.system().nanoTime();
  private int number;

  Progress(PrintStream out, int count) {
    this.out = out;
    this.count = count;
  }

  void next(Setup setup) {
    number++;
    long seconds = Duration.ofNanos(TimeSource.system().nanoTime() - begun).toSeconds();
    out.printf(
        Locale.ROOT,
        "%d/%d after %d:%02d  %s (%s)%n",
        number,
        count,
        seconds / MINUTE,
        seconds % MINUTE,
        setup,
        setup.peer().settings());
  }

  void failed(Setup setup) {
    out.println("No figures of " + setup + ": the client failed.");
  }
}
