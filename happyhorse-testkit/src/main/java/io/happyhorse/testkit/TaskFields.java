package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a task in a response. Their order and their absence follow the vendor's samples.
 *
 * @param task the state of the task
 * @param ids the ids of its requests
 * @param videoUrl the link to its video
 */
record TaskFields(TaskSnapshot task, RequestIds ids, String videoUrl) {
  private static final DateTimeFormatter UPSTREAM_TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
      .withZone(ZoneOffset.ofHours(8));
  private static final Duration USUAL_SWEEP = Duration.ofSeconds(15);
  private static final int OUTPUT_SECONDS = 5;

  /** Returns the member {@code data}, which the caller may modify. */
  Map<String, @Nullable Object> data() {
    String failReason = task.script().end().failReason();
    boolean failed = task.hasEnded() && failReason != null;
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("task_id", task.id().value());
    fields.put("action", mode().action());
    fields.put("status", task.status());
    fields.put("fail_reason", failed ? failReason : task.succeeded() ? videoUrl : "");
    if (task.succeeded()) {
      fields.put("result_url", videoUrl);
    }
    fields.put("submit_time", task.submittedAt().getEpochSecond());
    fields.put("start_time", epochSecond(task.startedAt()));
    fields.put("finish_time", epochSecond(task.finishedAt()));
    fields.put("progress", task.progress());
    fields.put("request_id", ids.submission());
    if (!failed) {
      fields.put("data", upstream());
    }
    return fields;
  }

  private VideoMode mode() {
    return task.script().end().mode();
  }

  private Map<String, @Nullable Object> upstream() {
    Map<String, @Nullable Object> upstream = new LinkedHashMap<>();
    upstream.put("output", output());
    upstream.put("request_id", ids.upstreamRequest());
    if (task.succeeded()) {
      upstream.put("usage", usage());
    }
    return upstream;
  }

  private Map<String, @Nullable Object> output() {
    Map<String, @Nullable Object> output = new LinkedHashMap<>();
    output.put("task_id", ids.upstreamJob());
    output.put(
        "task_status",
        task.succeeded() ? "SUCCEEDED" : task.startedAt() == null ? "PENDING" : "RUNNING");
    output.put("submit_time", UPSTREAM_TIME.format(task.submittedAt()));
    if (task.startedAt() != null) {
      output.put("scheduled_time", UPSTREAM_TIME.format(task.startedAt()));
    }
    Instant endedAt = task.endedAt();
    if (task.succeeded() && endedAt != null) {
      output.put("end_time", UPSTREAM_TIME.format(upstreamEnd(endedAt)));
      output.put("orig_prompt", "一只猫在草地上奔跑");
      output.put("video_url", videoUrl);
    }
    return output;
  }

  /** Returns when the upstream ended the job. Without {@code sweptEvery}, this is one default sweep before the gateway noticed the end. */
  private Instant upstreamEnd(Instant endedAt) {
    if (!task.script().sweep().isZero()) {
      return endedAt;
    }
    Instant begun = task.startedAt() == null ? task.submittedAt() : task.startedAt();
    Instant sweepBefore = endedAt.minus(USUAL_SWEEP);
    return sweepBefore.isBefore(begun) ? begun : sweepBefore;
  }

  private Map<String, @Nullable Object> usage() {
    Map<String, @Nullable Object> usage = new LinkedHashMap<>();
    usage.put("SR", 720);
    usage.put("duration", mode().inputSeconds() + OUTPUT_SECONDS);
    usage.put("input_video_duration", mode().inputSeconds());
    usage.put("output_video_duration", OUTPUT_SECONDS);
    if (mode().namesRatio()) {
      usage.put("ratio", "16:9");
    }
    usage.put("video_count", 1);
    return usage;
  }

  private static long epochSecond(@Nullable Instant instant) {
    return instant == null ? 0 : instant.getEpochSecond();
  }
}
