package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the browser reads. Instants and lengths of time are in milliseconds. */
final class PageJson {
  private final JsonText text;

  PageJson(OutgoingText outgoing) {
    this.text = new JsonText(outgoing::of);
  }

  String hello(TaskListSource source, String token) {
    return text.of(Map.of(
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
    return text.of(Map.of(
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
    json.put("word", row.oddWord());
    json.put("percent", row.percent());
    json.put("progress", row.progress());
    json.put("submitted", millis(row.submittedAt()));
    json.put("finished", millis(row.finishedAt()));
    json.put("doneBy", millis(row.doneBy()));
    json.put("next", millis(row.nextPollAt()));
    json.put("polls", row.polls());
    json.put("error", row.error());
    json.put("expires", millis(row.linkExpiresAt()));
    json.put("video", row.video().name().toLowerCase(Locale.ROOT));
    return json;
  }

  String overall(Overall overall, long hidden, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("now", now.toEpochMilli());
    json.put("requests", overall.requests());
    json.put("perSecond", overall.perSecond());
    json.put("inFlight", overall.inFlight());
    json.put("due", overall.due());
    json.put("pausedUntil", millis(overall.pausedUntil()));
    json.put("pauseReason", overall.pauseReason());
    json.put("lagMedian", millis(overall.lagMedian()));
    json.put("lag95", millis(overall.lag95()));
    json.put("done", overall.done());
    json.put("hidden", hidden);
    return text.of(json);
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
    json.put("raw", raw == null ? null : text.filtered(raw));
    return text.of(json);
  }

  private static @Nullable Map<String, ?> history(TaskDetail.@Nullable History history) {
    return history == null
        ? null
        : Map.of(
            "since",
            history.watchedSince().toEpochMilli(),
            "runs",
            history.runs().stream().map(PageJson::run).toList(),
            "failed",
            history.failedPolls().stream().map(Instant::toEpochMilli).toList());
  }

  private static Map<String, ?> run(TaskDetail.Run run) {
    return Map.of(
        "state", run.state(),
        "word", run.word(),
        "regressed", run.regressed(),
        "from", run.from().toEpochMilli(),
        "to", run.to().toEpochMilli(),
        "polls", run.polls());
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

  /** Returns the list as of one moment, and the counts of the same rows. */
  String list(TaskChanges all) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List.of(RowState.values()).forEach(state -> counts.put(state.name(), 0));
    all.rows().forEach(row -> counts.merge(row.state().name(), 1, Integer::sum));
    return text.of(
        Map.of("counts", counts, "rows", all.rows().stream().map(PageJson::row).toList()));
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
