package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the JSON that the page reads. Instants and durations are in milliseconds. */
final class PageJson {
  private final FilteredJson json;

  PageJson(SecretFilter secrets) {
    this.json = new FilteredJson(secrets::filter);
  }

  String hello(TaskListSource source, String token) {
    return json.toJson(Map.of(
        "now",
        source.instant().toEpochMilli(),
        "speed",
        source.speed(),
        "token",
        token,
        "features",
        source.features().stream().map(Enum::name).sorted().toList()));
  }

  String changes(TaskChanges changes) {
    return json.toJson(Map.of(
        "complete",
        changes.isComplete(),
        "rows",
        changes.rows().stream().map(PageJson::row).toList()));
  }

  private static Map<String, @Nullable Object> row(TaskRow row) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", row.id().value());
    json.put("order", row.order());
    json.put("state", row.state());
    json.put("unusualStatus", row.unusualStatus());
    json.put("percent", row.percent());
    json.put("progress", row.progress());
    json.put("submitted", millis(row.submittedAt()));
    json.put("finished", millis(row.finishedAt()));
    json.put("expectedAge", millis(row.expectedAge()));
    json.put("next", millis(row.nextPollAt()));
    json.put("polls", row.polls());
    json.put("error", row.error());
    json.put("expires", millis(row.linkExpiresAt()));
    json.put("video", row.video().name().toLowerCase(Locale.ROOT));
    return json;
  }

  String summary(LoadSummary summary, long omitted, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("now", now.toEpochMilli());
    json.put("requests", summary.requests());
    json.put("ratePerSecond", summary.ratePerSecond());
    json.put("inFlight", summary.inFlight());
    json.put("due", summary.due());
    json.put("pausedUntil", millis(summary.pausedUntil()));
    json.put("pauseReason", summary.pauseReason());
    json.put("delayMedian", millis(summary.delayMedian()));
    json.put("delay95", millis(summary.delay95()));
    json.put("ends", summary.ends());
    json.put("omitted", omitted);
    return this.json.toJson(json);
  }

  String detail(TaskDetail detail) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("row", row(detail.row()));
    json.put("history", history(detail.history()));
    json.put("started", millis(detail.startedAt()));
    json.put("failure", failure(detail.failure()));
    json.put("lastError", error(detail.lastError()));
    json.put("gaveUp", detail.gaveUp());
    json.put("videoError", detail.videoError());
    json.put("requestId", detail.requestId());
    String raw = detail.rawJson();
    json.put("raw", raw == null ? null : this.json.filter(raw));
    return this.json.toJson(json);
  }

  private static @Nullable Map<String, ?> history(TaskDetail.@Nullable History history) {
    return history == null
        ? null
        : Map.of(
            "since",
            history.watchedSince().toEpochMilli(),
            "segments",
            history.segments().stream().map(PageJson::segment).toList(),
            "failed",
            history.failedPolls().stream().map(Instant::toEpochMilli).toList());
  }

  private static Map<String, ?> segment(TaskDetail.Segment segment) {
    return Map.of(
        "state", segment.state(),
        "rawStatus", segment.rawStatus(),
        "regressed", segment.regressed(),
        "from", segment.from().toEpochMilli(),
        "to", segment.to().toEpochMilli(),
        "polls", segment.polls());
  }

  private static @Nullable Map<String, @Nullable Object> failure(@Nullable TaskFailure failure) {
    if (failure == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("code", failure.code());
    json.put("message", failure.message());
    return json;
  }

  private static @Nullable Map<String, @Nullable Object> error(
      TaskDetail.@Nullable PollError error) {
    if (error == null) {
      return null;
    }
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at", millis(error.at()));
    json.put("problem", error.problem());
    json.put("advice", error.advice());
    json.put("status", error.httpStatus());
    json.put("requestId", error.requestId());
    return json;
  }

  /** Returns the rows, and their numbers by state. */
  String list(TaskChanges all) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List.of(RowState.values()).forEach(state -> counts.put(state.name(), 0));
    all.rows().forEach(row -> counts.merge(row.state().name(), 1, Integer::sum));
    return json.toJson(
        Map.of("counts", counts, "rows", all.rows().stream().map(PageJson::row).toList()));
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
