package io.happyhorse.core.lifecycle;

import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Instant;

/** Writes a state as one line, {@code happyhorse-wait/1 polls=3 ...}, and parses it. Values that are zero or null are omitted. */
final class WaitStateText {
  private static final String FORMAT = "happyhorse-wait/";
  private static final String VERSION = "1";
  private static final int SHOWN = 40;

  private WaitStateText() {}

  static String write(WaitState state) {
    FieldWriter fields = new FieldWriter(FORMAT + VERSION).put("polls", state.polls());
    put(state.failures(), fields);
    VideoTask last = state.lastObservation();
    if (last != null) {
      put(last, fields.put("at", state.lastAt()));
    }
    return fields.toString();
  }

  private static void put(PollFailures failures, FieldWriter fields) {
    fields
        .put("failed", failures.failedPolls())
        .put("notFound", failures.notFound())
        .put("firstNotFound", failures.firstNotFound())
        .put("withoutLink", failures.withoutLink());
    LastError error = failures.lastError();
    if (error != null) {
      fields
          .put("error", error.kind())
          .put("http", error.httpStatus())
          .putText("message", error.message());
    }
  }

  private static void put(VideoTask task, FieldWriter fields) {
    fields
        .putText("status", task.rawStatus())
        .put("observed", task.observedAt())
        .put("attempts", task.attempts())
        .putText("progress", task.progress().text())
        .putText("action", task.action() == null ? null : task.action().word())
        .putText("request", task.requestId())
        .put("submitted", task.timeline().submittedAt())
        .put("started", task.timeline().startedAt())
        .put("finished", task.timeline().finishedAt())
        .putText("failure", task.failure() == null ? null : task.failure().raw());
  }

  static WaitState read(TaskId id, String text) {
    String version =
        text.startsWith(FORMAT) ? text.substring(FORMAT.length()).split(" ", 2)[0] : null;
    if (version == null) {
      throw new IllegalArgumentException("The text stored for task " + id
          + " is not the state of a wait: '" + Redactor.line(text, SHOWN) + "'.");
    }
    if (!version.equals(VERSION)) {
      throw new IllegalArgumentException("The state of the wait for task " + id
          + " has format version " + Redactor.line(version, SHOWN)
          + "; this version of the library reads version " + VERSION + ".");
    }
    try {
      return state(id, new TextFields(text));
    } catch (RuntimeException damaged) {
      throw new IllegalArgumentException(
          "The state of the wait for task " + id + " is damaged: '" + Redactor.line(text) + "'.",
          damaged);
    }
  }

  private static WaitState state(TaskId id, TextFields fields) {
    int polls = fields.count("polls");
    PollFailures failures = failures(fields);
    long at = fields.number("at");
    VideoTask last = fields.text("observed") == null ? null : task(id, fields);
    fields.requireAllRead();
    return new WaitState(polls, last, at, failures);
  }

  private static PollFailures failures(TextFields fields) {
    String kind = fields.text("error");
    LastError error = kind == null
        ? null
        : LastError.read(
            QueryErrorKind.valueOf(kind),
            fields.has("http") ? fields.count("http") : null,
            fields.textOr("message", ""));
    PollFailures failures = new PollFailures(
        fields.count("failed"),
        fields.count("notFound"),
        fields.number("firstNotFound"),
        fields.count("withoutLink"),
        error);
    return failures.equals(PollFailures.NONE) ? PollFailures.NONE : failures;
  }

  private static VideoTask task(TaskId id, TextFields fields) {
    String action = fields.text("action");
    String status = fields.textOr("status", "");
    Instant observedAt = fields.requiredTime("observed");
    Timeline timeline =
        new Timeline(fields.time("submitted"), fields.time("started"), fields.time("finished"));
    String failure = fields.text("failure");
    boolean failed = TaskStatus.of(status) == TaskStatus.FAILURE;
    return VideoTask.builder(id, status, observedAt)
        .attempts(fields.count("attempts"))
        .progress(Progress.of(fields.textOr("progress", "")))
        .action(action == null ? null : TaskAction.of(action))
        .requestId(fields.text("request"))
        .timeline(timeline)
        .failure(failed || failure != null ? new TaskFailure(failure == null ? "" : failure) : null)
        .build();
  }
}
