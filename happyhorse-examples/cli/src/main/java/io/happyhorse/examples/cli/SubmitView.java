package io.happyhorse.examples.cli;

import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.SubmitListener;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the outcome of submissions. Each id is printed to standard output at once; messages are printed to standard error. */
final class SubmitView implements SubmitListener {
  private static final int SHOWN_DIGITS = 12;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private boolean outboxFailed;

  SubmitView(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  void wouldSend(VideoRequest request) {
    out.println(request.toJson());
    out.flush();
    err.println("Not sent: a dry run of request " + request.digest().substring(0, SHOWN_DIGITS)
        + " (" + request.kind() + ")" + watermark(request) + ".");
    err.flush();
  }

  private static String watermark(VideoRequest request) {
    return Boolean.FALSE.equals(request.settings().parameters().get("watermark"))
        ? ""
        : ", which the vendor marks with \"Happy Horse\" unless --no-watermark is given";
  }

  @Override
  public void submitted(SubmittedTask task) {
    printId("submitted", task.id(), task.submittedAt(), task.gateway(), task.kind());
  }

  @Override
  public void outboxFailed(String digest, IOException error) {
    outboxFailed = true;
    err.println("The outbox cannot be written: " + error.getMessage()
        + ". It does not contain the outcome of request " + digest.substring(0, SHOWN_DIGITS)
        + ", and reports it as unknown.");
    err.println("If an id was printed, keep it: the outbox does not have it.");
    err.flush();
  }

  boolean hasOutboxFailed() {
    return outboxFailed;
  }

  /** Shows a request that is in the outbox and is not submitted again. */
  void known(OutboxEntry entry) {
    TaskId id = entry.taskId();
    String request = "request " + entry.requestDigest().substring(0, SHOWN_DIGITS);
    if (id != null) {
      printId("known", id, entry.intendedAt(), entry.gateway(), entry.kind());
      err.println("Not submitted again: the outbox has the id of " + request + ", submitted at "
          + seconds(entry.intendedAt()) + ".");
    } else {
      String sentence = unknown(entry);
      if (json) {
        printFailure(ErrorKind.UNKNOWN, sentence, null, null, entry.requestDigest());
      }
      err.println(sentence);
    }
    err.flush();
  }

  /** Returns advice for a submission with an unknown outcome. */
  static String unknown(OutboxEntry entry) {
    return "It is unknown whether request " + entry.requestDigest().substring(0, SHOWN_DIGITS)
        + " ("
        + entry.kind() + "), sent at " + seconds(entry.intendedAt())
        + (entry.gateway() == null ? "" : " to " + entry.gateway())
        + ", created a task. It is not submitted again: check the gateway's console, task list or bill for a task of that"
        + " time. If there is none, submit it with another outbox.";
  }

  /** Returns advice for a task of another gateway. */
  static String elsewhere(OutboxEntry entry) {
    return "Task " + entry.taskId() + " was submitted to another gateway, " + entry.gateway()
        + ", and is not queried here: watch it with --base-url " + entry.gateway() + ".";
  }

  /** Shows a request that is in the outbox and was submitted to another gateway. */
  void isElsewhere(OutboxEntry entry) {
    err.println(elsewhere(entry));
    err.flush();
  }

  void failed(SubmitException error) {
    if (json) {
      printFailure(
          ErrorKind.of(error),
          TaskFormat.sentence(error),
          error.httpStatus(),
          error.requestId(),
          error.requestDigest());
    }
    err.println(TaskFormat.sentence(error));
    err.flush();
  }

  /** Prints how many requests were not submitted because of a failure or a signal. */
  void notSubmitted(int number, @Nullable Path outbox) {
    if (number > 0) {
      err.println(number + (number == 1 ? " more request was" : " more requests were")
          + " not submitted." + (outbox == null ? "" : " Run the same command again to continue."));
      err.flush();
    }
  }

  private void printId(String event, TaskId id, Instant at, @Nullable URI gateway, String kind) {
    if (json) {
      Map<String, @Nullable Object> line = new LinkedHashMap<>();
      line.put("event", event);
      line.put("task_id", id.value());
      line.put("gateway", gateway == null ? null : gateway.toString());
      line.put("submitted_at", seconds(at));
      line.put("kind", kind);
      line.put("error", null);
      out.println(Json.line(line));
    } else {
      out.println(id);
    }
    if (out.checkError()) {
      err.println("The standard output cannot be written. The task is " + id + ".");
      err.flush();
    }
  }

  private void printFailure(
      ErrorKind kind,
      String message,
      @Nullable Integer httpStatus,
      @Nullable String requestId,
      String digest) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("event", "not_submitted");
    line.put("task_id", null);
    line.put("request_digest", digest);
    line.put("error", Json.error(kind, message, httpStatus, requestId));
    out.println(Json.line(line));
    out.flush();
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
