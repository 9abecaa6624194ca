package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.HappyHorseException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Tasks, downloads and errors as text for people. */
final class TaskFormat {
  private static final int PERCENT = 100;
  private static final double MEGABYTE = 1_000_000;
  private static final int LABEL_WIDTH = 12;

  private final StringBuilder text = new StringBuilder();

  private TaskFormat() {}

  /** Returns all that is known about a task, on several lines. */
  static String of(VideoTask task, boolean revealUrl) {
    TaskFormat format = new TaskFormat();
    format.text.append(task.id()).append("  ").append(state(task)).append('\n');
    format.failure(task.failure());
    format.row("action", task.action());
    format.timeline(task.timeline());
    format.usage(task.upstream());
    format.row("request id", task.requestId() == null ? null : Redactor.line(task.requestId()));
    format.link(task, revealUrl);
    return format.text.toString();
  }

  /** Returns the status and the progress. */
  static String state(VideoTask task) {
    return (status(task) + " " + task.progress()).strip();
  }

  /** Returns the gateway's status, safe for a terminal. */
  static String status(VideoTask task) {
    return task.rawStatus().isEmpty() ? "(no status)" : Redactor.line(task.rawStatus());
  }

  static String saved(SavedVideo video) {
    if (video.check() == null) {
      return video.file() + " was saved earlier (" + video.bytes()
          + " bytes); --force replaces it.";
    }
    return "Saved " + video.file() + " (" + video.bytes() + " bytes, " + check(video.check())
        + (video.resumed() ? ", resumed" : "") + ").";
  }

  /** Returns the file of a video, with a remark if an earlier run saved it or if it could not be verified. */
  static String file(SavedVideo video) {
    if (video.check() == null) {
      return video.file() + " (saved earlier)";
    }
    return video.file()
        + (video.check() == DownloadedVideo.Check.NONE ? " (" + check(video.check()) + ")" : "");
  }

  private static String check(DownloadedVideo.Check check) {
    return switch (check) {
      case CRC64 -> "checksum verified";
      case LENGTH -> "length verified";
      case NONE ->
        "not verified: the storage host sent neither checksum nor length, so the end may be missing";
    };
  }

  static String progress(DownloadProgress progress) {
    Long total = progress.total();
    String share = total == null || total == 0
        ? ""
        : String.format(Locale.ROOT, "%3d%% of ", progress.bytes() * PERCENT / total);
    return share
        + String.format(
            Locale.ROOT,
            "%.1f MB, %.1f MB/s",
            (total == null ? progress.bytes() : total) / MEGABYTE,
            progress.bytesPerSecond() / MEGABYTE);
  }

  static String event(DownloadEvent event) {
    if (event instanceof DownloadEvent.LinkExpiresSoon soon) {
      return soon.left().isZero()
          ? "The link to the video of " + soon.taskId() + " seems to have expired."
          : "The link to the video of " + soon.taskId() + " expires in " + clock(soon.left())
              + " minutes.";
    }
    if (event instanceof DownloadEvent.Retrying retrying) {
      return retrying.error().problem() + "; retrying in "
          + Math.max(1, retrying.pause().toSeconds()) + " s.";
    }
    return event instanceof DownloadEvent.Restarted restarted
        ? "Starting again: " + restarted.why() + "."
        : "The link had expired; the gateway sent a fresh one.";
  }

  /** Returns the reason of a failed task, on one line. */
  static String failureOf(TaskFailure failure) {
    String code = failure.code();
    String message =
        failure.message().isBlank() ? "no reason given" : Redactor.line(failure.message());
    return (code == null ? message : Redactor.line(code) + ": " + message)
        + " (the gateway refunds the task)";
  }

  /** Returns the error as one or two sentences. */
  static String sentence(Throwable error) {
    if (error instanceof CancellationException) {
      return "Stopped before the video was complete; the next download resumes it.";
    }
    if (error instanceof InvalidPathException path) {
      return "'" + path.getInput() + "' cannot be the name of a file here: " + path.getReason()
          + ".";
    }
    String message = error.getMessage();
    return error instanceof HappyHorseException || error instanceof IOException
        ? String.valueOf(message)
        : UnexpectedError.sentence(error);
  }

  /** Returns the error in a few words, for a table that shows the task. */
  static String remark(Throwable error) {
    if (error instanceof DownloadException download) {
      return download.problem();
    }
    QueryException last = error instanceof WaitException wait ? wait.lastError() : null;
    return switch (ErrorKind.of(error)) {
      case DEADLINE -> "timed out; the task continues at the gateway";
      case INTERRUPTED ->
        error instanceof WaitException
            ? "stopped; the task continues at the gateway"
            : "stopped before the video was complete";
      case NO_VIDEO -> "the gateway provides no usable link";
      default -> last == null ? sentence(error) : last.problem() + ". " + last.advice();
    };
  }

  /** Returns a duration as minutes and seconds. */
  static String clock(Duration duration) {
    int seconds = duration.toSecondsPart();
    return duration.toMinutes() + (seconds < 10 ? ":0" : ":") + seconds;
  }

  private void failure(@Nullable TaskFailure failure) {
    row("failed", failure == null ? null : failureOf(failure));
  }

  private void timeline(Timeline timeline) {
    row("submitted", timeline.submittedAt());
    row("started", timeline.startedAt());
    Duration total = timeline.total();
    row(
        "finished",
        total == null
            ? timeline.finishedAt()
            : timeline.finishedAt() + " (after " + clock(total) + ")");
  }

  private void usage(@Nullable UpstreamReport upstream) {
    Usage usage = upstream == null ? null : upstream.usage();
    if (usage != null) {
      row("resolution", usage.resolution());
      row("ratio", usage.ratio() == null ? null : Redactor.line(usage.ratio()));
      row("billed", usage.duration() == null ? null : usage.duration() + " s");
    }
  }

  private void link(VideoTask task, boolean revealUrl) {
    ResultLink link = task.link();
    if (link != null) {
      row("video", revealUrl ? link.reveal() : "a secret link; --reveal-url shows it");
      row("expires", link.expiresAt());
    } else if (task.isSucceeded()) {
      row("video", "the gateway has provided no usable link yet: query again later");
    }
  }

  private void row(String label, @Nullable Object value) {
    if (value != null) {
      text.append("  ").append(label).append(" ".repeat(LABEL_WIDTH - label.length()));
      text.append(value).append(System.lineSeparator());
    }
  }
}
