package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a JSON object on one line for each observation and each result. Messages are printed to another stream. */
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
  public void ended(TaskResult end) {
    print(
        end.isFinished() ? "finished" : "gave_up",
        Json.task(end.id(), end.task(), revealsUrl),
        end.step(),
        end.polls(),
        end.elapsed(),
        Json.error(end.error()),
        end.video());
  }

  private void print(
      String event,
      Map<String, @Nullable Object> task,
      @Nullable TaskTransition step,
      int polls,
      Duration elapsed,
      @Nullable Map<String, @Nullable Object> error,
      @Nullable DownloadedVideo video) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.put("task", task);
    line.put("step", step == null ? null : step.name().toLowerCase(Locale.ROOT));
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
