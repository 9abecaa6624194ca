package io.happyhorse.examples.cli;

import io.happyhorse.core.error.DownloadDetails;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks and errors as JSON for programs. All keys are always present; unknown values are null. */
final class Json {
  private Json() {}

  static String line(Map<String, @Nullable Object> object) {
    return JsonText.of(object);
  }

  /** Returns a task; its link only if {@code revealsUrl}. */
  static Map<String, @Nullable Object> task(
      TaskId id, @Nullable VideoTask task, boolean revealsUrl) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("task_id", id.value());
    json.put(
        "action", task == null || task.action() == null ? null : task.action().word());
    json.put("status", task == null ? null : task.rawStatus());
    json.put("phase", task == null ? null : phase(task.status()));
    json.put("progress", task == null ? null : progress(task));
    json.put("submit_time", task == null ? null : time(task.timeline().submittedAt()));
    json.put("start_time", task == null ? null : time(task.timeline().startedAt()));
    json.put("finish_time", task == null ? null : time(task.timeline().finishedAt()));
    json.put(
        "result_url",
        task == null || task.link() == null || !revealsUrl
            ? null
            : task.link().reveal().toString());
    json.put(
        "result_expires_at",
        task == null || task.link() == null ? null : time(task.link().expiresAt()));
    json.put("failure", task == null ? null : failure(task.failure()));
    json.put("usage", task == null ? null : usage(task.upstream()));
    json.put("request_id", task == null ? null : task.requestId());
    return json;
  }

  private static String phase(TaskStatus status) {
    return switch (status) {
      case IN_PROGRESS -> "running";
      case SUCCESS -> "succeeded";
      case FAILURE -> "failed";
      default -> "pending";
    };
  }

  private static @Nullable Integer progress(VideoTask task) {
    return task.progress().percent().isPresent() ? task.progress().percent().getAsInt() : null;
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static @Nullable Map<String, @Nullable Object> failure(@Nullable TaskFailure failure) {
    if (failure == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("code", failure.code() == null ? null : Redactor.withoutQueries(failure.code()));
    json.put("message", Redactor.withoutQueries(failure.message()));
    json.put("raw", Redactor.withoutQueries(failure.raw()));
    return json;
  }

  private static @Nullable Map<String, @Nullable Object> usage(@Nullable UpstreamReport upstream) {
    Usage usage = upstream == null ? null : upstream.usage();
    if (usage == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("sr", usage.resolution());
    json.put("duration", usage.duration());
    json.put("input_video_duration", usage.inputVideoDuration());
    json.put("output_video_duration", usage.outputVideoDuration());
    json.put("ratio", usage.ratio());
    json.put("video_count", usage.videoCount());
    return json;
  }

  /** Returns an error, with the status and the request id of the last response if there was one. */
  static @Nullable Map<String, @Nullable Object> error(@Nullable Throwable error) {
    if (error == null) {
      return null;
    }
    ErrorKind kind = ErrorKind.of(error);
    String message = TaskFormat.sentence(error);
    if (error instanceof DownloadException download) {
      DownloadDetails details = download.details();
      return error(kind, message, details.httpStatus(), details.requestId());
    }
    QueryException query = error instanceof WaitException wait
        ? wait.lastError()
        : error instanceof QueryException failed ? failed : null;
    return query == null
        ? error(kind, message)
        : error(kind, message, query.httpStatus(), query.details().requestId());
  }

  /** Returns an error without a response. */
  static Map<String, @Nullable Object> error(ErrorKind kind, String message) {
    return error(kind, message, null);
  }

  static Map<String, @Nullable Object> error(
      ErrorKind kind, String message, @Nullable Integer httpStatus) {
    return error(kind, message, httpStatus, null);
  }

  static Map<String, @Nullable Object> error(
      ErrorKind kind, String message, @Nullable Integer httpStatus, @Nullable String requestId) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", kind.jsonName());
    json.put("message", message);
    json.put("http_status", httpStatus);
    json.put("request_id", requestId);
    return json;
  }

  /** Returns how a video was verified; null if an earlier run saved it. */
  static @Nullable String check(SavedVideo video) {
    return video.check() == null ? null : video.check().name().toLowerCase(Locale.ROOT);
  }

  static Map<String, @Nullable Object> download(
      TaskId id, @Nullable SavedVideo video, @Nullable Throwable error) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("task_id", id.value());
    json.put("file", video == null ? null : String.valueOf(video.file()));
    json.put("bytes", video == null ? null : video.bytes());
    json.put("check", video == null ? null : check(video));
    json.put("resumed", video == null ? null : video.resumed());
    json.put("error", error(error));
    return json;
  }
}
