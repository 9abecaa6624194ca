package io.happyhorse.examples.cluster;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.io.StringWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Writes the last known state of a task at the end of its wait, as a JSON object without links. */
final class EndReportJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EndReportJson() {}

  static String of(WaitVerdict verdict) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json =
        JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("polls", verdict.state().polls());
      reason(json, verdict);
      task(json, taskOf(verdict));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static @Nullable VideoTask taskOf(WaitVerdict verdict) {
    return verdict instanceof WaitVerdict.Finished finished
        ? finished.task()
        : verdict.state().lastObservation();
  }

  private static void reason(JsonGenerator json, WaitVerdict verdict) {
    WaitState state = verdict.state();
    if (verdict instanceof WaitVerdict.LinkMissing) {
      json.writeStringProperty("reason", "LINK_MISSING");
    }
    if (verdict instanceof WaitVerdict.GaveUp gaveUp) {
      json.writeStringProperty("reason", gaveUp.reason().name());
      if (state.lastError() != null) {
        text(json, "last_error", state.lastError().message());
      }
    }
  }

  private static void task(JsonGenerator json, @Nullable VideoTask task) {
    if (task == null) {
      return;
    }
    text(json, "status", task.rawStatus());
    text(json, "progress", task.progress().text());
    text(json, "action", Objects.toString(task.action(), ""));
    text(json, "request_id", Objects.toString(task.requestId(), ""));
    timeline(json, task.timeline());
    TaskFailure failure = task.failure();
    if (failure != null) {
      text(json, "failure_code", Objects.toString(failure.code(), ""));
      text(json, "failure", failure.message());
    }
  }

  private static void timeline(JsonGenerator json, Timeline timeline) {
    text(json, "submitted_at", Objects.toString(timeline.submittedAt(), ""));
    text(json, "started_at", Objects.toString(timeline.startedAt(), ""));
    text(json, "finished_at", Objects.toString(timeline.finishedAt(), ""));
  }

  private static void text(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, Redactor.line(value));
    }
  }
}
