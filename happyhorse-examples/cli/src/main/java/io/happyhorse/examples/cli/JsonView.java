package io.happyhorse.examples.cli;

import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a JSON object on one line for each observation and each result. Messages are printed to the standard error. */
final class JsonView implements WatchView {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean revealsUrl;

  JsonView(PrintWriter out, PrintWriter err, boolean revealsUrl) {
    this.out = out;
    this.err = err;
    this.revealsUrl = revealsUrl;
  }

  @Override
  public void onObservation(TaskObservation observation) {
    print(
        "observed",
        Json.task(observation.task().id(), observation.task(), revealsUrl),
        observation.transition(),
        observation.polls(),
        observation.elapsed(),
        null,
        null);
  }

  @Override
  public void ended(TaskResult result) {
    print(
        result.isFinished() ? "finished" : "gave_up",
        Json.task(result.id(), result.task(), revealsUrl),
        result.transition(),
        result.polls(),
        result.elapsed(),
        Json.error(result.error()),
        result.video());
  }

  private void print(
      String event,
      Map<String, @Nullable Object> task,
      @Nullable TaskTransition transition,
      int polls,
      Duration elapsed,
      @Nullable Map<String, @Nullable Object> error,
      @Nullable SavedVideo video) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.put("task", task);
    line.put("step", transition == null ? null : transition.name().toLowerCase(Locale.ROOT));
    line.put("polls", polls);
    line.put("elapsed_ms", elapsed.toMillis());
    line.put("error", error);
    line.put("file", video == null ? null : String.valueOf(video.file()));
    line.put("check", video == null ? null : Json.check(video));
    out.println(Json.line(line));
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
