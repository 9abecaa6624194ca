package io.happyhorse.examples.cli;

import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints a line for each observation. */
final class PlainView implements ProgressView {
  private final PrintWriter out;

  PlainView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void observed(TaskObservation observation) {
    out.println(String.format(
        Locale.ROOT,
        "  %5s  %-11s  %4s",
        TaskText.clock(observation.elapsed()),
        observation.task().statusWord(),
        observation.task().progress()));
  }

  @Override
  public void close() {}
}
