package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Prints a line for each change of each task. */
final class PlainView implements WatchView {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<TaskId, String> shown = new HashMap<>();

  PlainView(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void onObservation(TaskObservation observation) {
    TaskId id = observation.task().id();
    String state = TaskFormat.state(observation.task());
    if (!state.equals(shown.put(id, state))) {
      line(TaskFormat.clock(observation.elapsed()), id, state);
    }
  }

  @Override
  public void ended(TaskResult result) {
    String state = result.task() == null ? "(no response)" : TaskFormat.state(result.task());
    line(TaskFormat.clock(result.elapsed()), result.id(), state);
  }

  private void line(String clock, TaskId id, String state) {
    out.println(String.format(Locale.ROOT, "%7s  %s  %s", clock, id, state));
    out.flush();
  }

  @Override
  public void message(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public void close() {
    out.flush();
  }
}
