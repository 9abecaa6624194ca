package io.happyhorse.testkit;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The body of a response. Its fields, their order and their absence follow the vendor's samples. */
final class TaskBody {
  static final URI ORIGIN = URI.create("memory://happyhorse");

  private static final DateTimeFormatter UPSTREAM_TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
      .withZone(ZoneOffset.ofHours(8));
  private static final Duration USUAL_SWEEP = Duration.ofSeconds(15);
  private static final int OUTPUT_SECONDS = 5;
  private static final byte[] PENDING = {'{', '}'};

  private final TaskSnapshot task;
  private final RequestIds ids;
  private final String videoUrl;
  private final Map<String, Object> envelope = new LinkedHashMap<>();
  private final String story;
  private final Delivery delivery;
  private byte @Nullable [] json;
  private @Nullable VideoTask observation;
  private @Nullable Boolean isEnd;

  TaskBody(TaskSnapshot task, RequestIds ids, String videoUrl) {
    this.task = task;
    this.ids = ids;
    this.videoUrl = videoUrl;
    this.story = task.toString();
    Map<String, @Nullable Object> data = data();
    if (task.step() != null) {
      task.step().edit().accept(data);
    }
    task.script().edit().accept(data);
    envelope.put("code", "success");
    envelope.put("message", "");
    envelope.put("data", data);
    this.delivery = Delivery.of(this);
  }

  TaskId taskId() {
    return task.id();
  }

  /** Returns the bytes of the body, which must not be modified. They are created on demand, since gateways in memory rarely need them. */
  synchronized byte[] bytes() {
    byte[] written = json;
    if (written == null) {
      written = GoJsonWriter.write(envelope).getBytes(StandardCharsets.UTF_8);
      json = written;
    }
    return written;
  }

  int size() {
    return bytes().length;
  }

  /** Returns the delivery without a fault. */
  Delivery delivery() {
    return delivery;
  }

  /** Returns the body, padded with blanks. */
  byte[] padded(int length) {
    byte[] padded = Arrays.copyOf(bytes(), Math.max(size(), length));
    Arrays.fill(padded, size(), padded.length, (byte) ' ');
    return padded;
  }

  /**
   * Returns whether no further query is needed. After a SUCCESS without a link, or a response that clients reject, another query is
   * legitimate.
   */
  synchronized boolean isEnd() {
    if (isEnd == null) {
      isEnd = task.hasEnded() && isReadAsEnd();
    }
    return isEnd;
  }

  private boolean isReadAsEnd() {
    try {
      VideoTask read = observation(task.submittedAt());
      return read.failure() != null || read.link() != null;
    } catch (QueryException nothing) {
      return false;
    }
  }

  /** Returns the observation that a client reads from the body; it is parsed once. */
  synchronized VideoTask observation(Instant observedAt) {
    VideoTask known = observation;
    if (known == null) {
      known = read(observedAt);
      observation = known;
    }
    return known.observedAt().equals(observedAt)
        ? known
        : known.toBuilder().observedAt(observedAt).build();
  }

  private VideoTask read(Instant now) {
    return new TaskResponseReader(ORIGIN, UnaryOperator.identity(), ignored -> envelope)
        .read(
            new GatewayResponse(200, ErrorBodies.JSON, null, null, now, text()), task.id(), 1, now);
  }

  /** Returns the bytes for the raw JSON of the observation, which only the observation of a finished task keeps. */
  private byte[] text() {
    return task.hasEnded() || isEdited() ? bytes() : PENDING;
  }

  private boolean isEdited() {
    return task.script().edit() != TaskScript.UNEDITED
        || (task.step() != null && task.step().edit() != TaskScript.UNEDITED);
  }

  /** Returns the state as shown in a journal. */
  @Override
  public String toString() {
    return story;
  }

  private Map<String, @Nullable Object> data() {
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
