package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Renders the body of an answer as the vendor's samples are: the same fields in the same order, what is absent there absent. */
final class TaskBody {
  private static final DateTimeFormatter UPSTREAM_TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
      .withZone(ZoneOffset.ofHours(8));
  private static final DateTimeFormatter REQUEST_ID =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration SWEEP = Duration.ofSeconds(15);

  private final TaskSnapshot task;
  private final String videoUrl;

  TaskBody(TaskSnapshot task, String videoUrl) {
    this.task = task;
    this.videoUrl = videoUrl;
  }

  String json() {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("code", "success");
    envelope.put("message", "");
    envelope.put("data", data());
    return Json.write(envelope);
  }

  private Map<String, Object> data() {
    String failReason = task.failReason();
    boolean failed = failReason != null;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("task_id", task.id().value());
    data.put("action", "generate");
    data.put("status", task.status());
    data.put("fail_reason", failed ? failReason : task.succeeded() ? videoUrl : "");
    if (task.succeeded()) {
      data.put("result_url", videoUrl);
    }
    data.put("submit_time", task.submittedAt().getEpochSecond());
    data.put("start_time", epochSecond(task.startedAt()));
    data.put("finish_time", epochSecond(task.finishedAt()));
    data.put("progress", task.progress());
    data.put("request_id", createdBy(task.id(), task.submittedAt()));
    if (!failed) {
      data.put("data", upstream());
    }
    return data;
  }

  private Map<String, Object> upstream() {
    Map<String, Object> upstream = new LinkedHashMap<>();
    upstream.put("output", output());
    upstream.put("request_id", uuid("request"));
    if (task.succeeded()) {
      upstream.put("usage", usage());
    }
    return upstream;
  }

  private Map<String, Object> output() {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("task_id", uuid("job"));
    output.put(
        "task_status",
        task.succeeded() ? "SUCCEEDED" : task.startedAt() == null ? "PENDING" : "RUNNING");
    output.put("submit_time", UPSTREAM_TIME.format(task.submittedAt()));
    if (task.startedAt() != null) {
      output.put("scheduled_time", UPSTREAM_TIME.format(task.startedAt()));
    }
    if (task.succeeded()) {
      output.put("end_time", UPSTREAM_TIME.format(upstreamEnd()));
      output.put("orig_prompt", "一只猫在草地上奔跑");
      output.put("video_url", videoUrl);
    }
    return output;
  }

  /** The gateway notices the end of a job with its next sweep. */
  private @Nullable Instant upstreamEnd() {
    Instant startedAt = task.startedAt();
    Instant finishedAt = task.finishedAt();
    Instant noticed = finishedAt == null ? task.submittedAt() : finishedAt.minus(SWEEP);
    return startedAt != null && noticed.isBefore(startedAt) ? startedAt : noticed;
  }

  private static Map<String, Object> usage() {
    Map<String, Object> usage = new LinkedHashMap<>();
    usage.put("SR", 720);
    usage.put("duration", 5);
    usage.put("input_video_duration", 0);
    usage.put("output_video_duration", 5);
    usage.put("ratio", "16:9");
    usage.put("video_count", 1);
    return usage;
  }

  private String uuid(String of) {
    return UUID.nameUUIDFromBytes((of + task.id()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static long epochSecond(@Nullable Instant instant) {
    return instant == null ? 0 : instant.getEpochSecond();
  }

  /** The id of the request that created the task: date and time, nanoseconds without padding, eight characters. */
  private static String createdBy(TaskId id, Instant submittedAt) {
    String eight = UUID.nameUUIDFromBytes(id.value().getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, 8);
    return REQUEST_ID.format(submittedAt) + submittedAt.get(ChronoField.NANO_OF_SECOND) + eight;
  }
}
