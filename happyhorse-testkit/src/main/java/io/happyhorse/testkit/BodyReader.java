package io.happyhorse.testkit;

import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamStatus;
import io.happyhorse.core.task.UpstreamTime;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a body of the fake as an adapter would, without the way through JSON. */
final class BodyReader {
  private BodyReader() {}

  static VideoTask read(TaskBody body, TaskId id, Instant observedAt) {
    Timeline timeline = Timeline.ofEpochSeconds(
        seconds(body, "submit_time"), seconds(body, "start_time"), seconds(body, "finish_time"));
    String word = word(body.get("status"));
    TaskStatus status = TaskStatus.of(word);
    UpstreamReport upstream = upstream(body.get("data"), timeline.finishedAt(), observedAt);
    String action = word(body.get("action"));
    return VideoTask.observed(id, word == null ? "" : word, observedAt)
        .action(action == null ? null : new TaskAction(action))
        .progress(progress(body.get("progress")))
        .link(status == TaskStatus.SUCCESS ? link(body, upstream, timeline, observedAt) : null)
        .failure(
            status == TaskStatus.FAILURE ? new TaskFailure(text(body.get("fail_reason"))) : null)
        .timeline(timeline)
        .requestId(word(body.get("request_id")))
        .upstream(upstream)
        .rawJson(status.isTerminal() ? body.json() : null)
        .build();
  }

  /** Returns the same observation, made at another time. */
  static VideoTask observedAt(VideoTask task, Instant observedAt) {
    return new VideoTask(
        task.id(),
        task.statusWord(),
        task.action(),
        task.progress(),
        task.link(),
        task.failure(),
        task.timeline(),
        task.requestId(),
        task.upstream(),
        observedAt,
        task.attempts(),
        task.rawJson());
  }

  private static @Nullable ResultLink link(
      TaskBody body, @Nullable UpstreamReport upstream, Timeline timeline, Instant seenAt) {
    ResultLink told = ResultLink.parse(word(body.get("result_url")), timeline.finishedAt(), seenAt);
    ResultLink link = told == null && upstream != null ? upstream.videoLink() : told;
    return link == null
        ? ResultLink.parse(word(body.get("fail_reason")), timeline.finishedAt(), seenAt)
        : link;
  }

  private static @Nullable UpstreamReport upstream(
      @Nullable Object data, @Nullable Instant finishedAt, Instant seenAt) {
    if (!(data instanceof Map<?, ?> report)) {
      return null;
    }
    Map<?, ?> output = report.get("output") instanceof Map<?, ?> found ? found : Map.of();
    String status = word(output.get("task_status"));
    return new UpstreamReport(
        word(output.get("task_id")),
        status == null ? null : new UpstreamStatus(status),
        time(output.get("submit_time")),
        time(output.get("scheduled_time")),
        time(output.get("end_time")),
        word(output.get("orig_prompt")),
        ResultLink.parse(word(output.get("video_url")), finishedAt, seenAt),
        word(report.get("request_id")),
        usage(report.get("usage")));
  }

  private static @Nullable Usage usage(@Nullable Object value) {
    return value instanceof Map<?, ?> usage
        ? new Usage(
            integer(usage.get("SR")),
            number(usage.get("duration")),
            number(usage.get("input_video_duration")),
            number(usage.get("output_video_duration")),
            word(usage.get("ratio")),
            integer(usage.get("video_count")))
        : null;
  }

  private static Progress progress(@Nullable Object value) {
    return value == null ? Progress.NONE : new Progress(value.toString());
  }

  private static @Nullable UpstreamTime time(@Nullable Object value) {
    String text = word(value);
    return text == null ? null : new UpstreamTime(text);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static @Nullable String word(@Nullable Object value) {
    String text = text(value).strip();
    return text.isEmpty() ? null : text;
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    String text = word(value);
    return text == null ? null : new BigDecimal(text);
  }

  private static @Nullable Integer integer(@Nullable Object value) {
    BigDecimal number = number(value);
    return number == null ? null : number.intValueExact();
  }

  private static long seconds(TaskBody body, String member) {
    return body.get(member) instanceof Number seconds ? seconds.longValue() : 0;
  }
}
