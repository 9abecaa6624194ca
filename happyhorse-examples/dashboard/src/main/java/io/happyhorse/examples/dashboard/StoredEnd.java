package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.examples.cluster.TaskEnd;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The end of a wait, in the database.
 *
 * @param end the row of the end
 * @param report the report in that row
 * @param isLocal whether the file of the video is in a folder of this program
 */
record StoredEnd(TaskEnd end, EndReport report, boolean isLocal) implements StoredTask {
  static StoredEnd of(TaskEnd end, boolean isLocal) {
    return new StoredEnd(end, EndReport.parse(end.report()), isLocal);
  }

  @Override
  public TaskId id() {
    return end.id();
  }

  @Override
  public Instant since() {
    return Objects.requireNonNullElse(report.instant("submitted_at"), end.endedAt());
  }

  @Override
  public TaskRow row(int order) {
    Progress progress = Progress.of(Objects.requireNonNullElse(report.text("progress"), ""));
    OptionalInt percent = progress.percent();
    return new TaskRow(
        id(),
        order,
        state(),
        unusualStatus(),
        percent.isPresent() ? percent.getAsInt() : null,
        progress.text(),
        report.instant("submitted_at"),
        Objects.requireNonNullElse(report.instant("finished_at"), end.endedAt()),
        null,
        null,
        report.polls(),
        gaveUp(),
        end.linkExpiresAt(),
        video());
  }

  private RowState state() {
    return switch (end.outcome()) {
      case SUCCESS -> RowState.SUCCESS;
      case FAILURE -> RowState.FAILURE;
      case GAVE_UP -> RowState.GAVE_UP;
    };
  }

  private @Nullable String unusualStatus() {
    String status = report.text("status");
    return status == null || status.equals(TaskStatus.of(status).name()) ? null : status;
  }

  private VideoState video() {
    if (end.videoFile() == null) {
      return VideoState.NONE;
    }
    return isLocal ? VideoState.DOWNLOADED : VideoState.ELSEWHERE;
  }

  /** Returns the time from the end of the task to the poll that saw it; null if that was the first poll, or it is not known. */
  @Nullable
  Duration detectionDelay() {
    Instant finished = report.instant("finished_at");
    return finished == null || report.polls() < 2
        ? null
        : Duration.between(finished, end.endedAt());
  }

  @Override
  public TaskDetail detail(TaskRow row) {
    return new TaskDetail(
        row,
        null,
        report.instant("started_at"),
        failure(),
        null,
        gaveUp(),
        null,
        report.text("request_id"),
        null);
  }

  private @Nullable TaskFailure failure() {
    String message = report.text("failure");
    return end.outcome() == TaskEnd.Outcome.FAILURE
        ? new TaskFailure(
            "",
            report.text("failure_code"),
            message == null ? "The gateway gave no reason." : message)
        : null;
  }

  private @Nullable String gaveUp() {
    if (end.outcome() != TaskEnd.Outcome.GAVE_UP) {
      return null;
    }
    String reason = reason(Objects.requireNonNullElse(report.text("reason"), ""));
    String error = report.text("last_error");
    return error == null ? reason : reason + " The last error: " + error;
  }

  private static String reason(String code) {
    return switch (code) {
      case "DEADLINE" -> "The wait timed out before the task finished.";
      case "NOT_FOUND" -> "The gateway does not know the task.";
      case "PERMANENT_ERROR" -> "A poll failed with an error that a retry cannot fix.";
      case "WEB_PAGES_ONLY" -> "All responses were web pages: check the base URL.";
      case "ERROR_BUDGET" -> "Too many consecutive polls failed.";
      case "LINK_MISSING" -> "The task succeeded, but the gateway gave no link.";
      default -> "The wait ended before the task finished.";
    };
  }
}
