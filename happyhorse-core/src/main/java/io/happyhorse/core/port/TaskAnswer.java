package io.happyhorse.core.port;

import io.happyhorse.core.error.MalformedAnswerException;
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
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The parsed body of a good answer.
 *
 * <p>The contract is the vendor's page "HappyHorse task query". What it does not promise is read leniently: numbers may stand in
 * strings, times may be 0, anything may be missing, and unknown members are ignored.
 */
final class TaskAnswer {
  private static final String SUCCESS = "success";

  private final Json data;
  private final Instant observedAt;
  private final UnaryOperator<String> withoutKey;
  private final Timeline timeline;

  private TaskAnswer(Json data, Instant observedAt, UnaryOperator<String> withoutKey) {
    this.data = data;
    this.observedAt = observedAt;
    this.withoutKey = withoutKey;
    this.timeline = Timeline.ofEpochSeconds(
        data.member("submit_time").seconds(),
        data.member("start_time").seconds(),
        data.member("finish_time").seconds());
  }

  /**
   * Reads a body.
   *
   * @param json the parsed body: maps, lists, strings, numbers, booleans and nulls
   * @param text gives the body as it was, which a finished observation keeps
   * @param keepsPending whether others keep it, too
   * @param observedAt when the answer was made: its {@code Date} header, if it has one
   * @param id the task that was asked for
   * @param attempts how many requests it took
   * @param withoutKey takes the API key out of a text
   * @param malformed makes an error of what is wrong with the body
   * @return the observation
   * @throws MalformedAnswerException if the body does not say what has become of this task
   */
  static VideoTask read(
      @Nullable Object json,
      Supplier<String> text,
      boolean keepsPending,
      Instant observedAt,
      TaskId id,
      int attempts,
      UnaryOperator<String> withoutKey,
      Function<String, MalformedAnswerException> malformed) {
    Json envelope = new Json(json);
    if (!SUCCESS.equalsIgnoreCase(envelope.member("code").word())) {
      throw malformed.apply("its code is not success");
    }
    Json data = envelope.member("data");
    if (!data.isObject()) {
      throw malformed.apply("its data is not an object");
    }
    String taskId = data.member("task_id").word();
    if (taskId != null && !taskId.equals(id.value())) {
      throw malformed.apply("it is about another task");
    }
    return new TaskAnswer(data, observedAt, withoutKey)
        .observation(text, keepsPending, id, attempts);
  }

  private VideoTask observation(
      Supplier<String> text, boolean keepsPending, TaskId id, int attempts) {
    String word = word(data.member("status"));
    TaskStatus status = TaskStatus.of(word);
    UpstreamReport upstream = upstream(data.member("data"));
    String shared = status.name().equals(word) ? status.name() : word;
    return VideoTask.observed(id, shared == null ? "" : shared, observedAt)
        .action(action())
        .progress(progress())
        .link(status == TaskStatus.SUCCESS ? link(upstream) : null)
        .failure(status == TaskStatus.FAILURE ? failure() : null)
        .timeline(timeline)
        .requestId(word(data.member("request_id")))
        .upstream(upstream)
        .attempts(Math.max(1, attempts))
        .rawJson(keepsPending || status.isTerminal() ? text.get() : null)
        .build();
  }

  /** Returns a word that may be shown: a gateway that repeats the key must not bring it into a log. */
  private @Nullable String word(Json text) {
    String word = text.word();
    return word == null ? null : withoutKey.apply(word);
  }

  private @Nullable TaskAction action() {
    String word = word(data.member("action"));
    return word == null ? null : TaskAction.of(word);
  }

  private Progress progress() {
    String text = data.member("progress").text();
    return text == null ? Progress.NONE : Progress.of(withoutKey.apply(text));
  }

  private TaskFailure failure() {
    String reason = data.member("fail_reason").text();
    return new TaskFailure(reason == null ? "" : withoutKey.apply(reason));
  }

  /** Returns the first usable link: the gateway's own, the upstream's, the one that old clients read. */
  private @Nullable ResultLink link(@Nullable UpstreamReport upstream) {
    ResultLink link = link(data.member("result_url"));
    if (link == null && upstream != null) {
      link = upstream.videoLink();
    }
    return link == null ? link(data.member("fail_reason")) : link;
  }

  private @Nullable ResultLink link(Json url) {
    return ResultLink.parse(url.word(), timeline.finishedAt(), observedAt);
  }

  private @Nullable UpstreamReport upstream(Json report) {
    if (!report.isObject()) {
      return null;
    }
    Json output = report.member("output");
    String status = word(output.member("task_status"));
    return new UpstreamReport(
        word(output.member("task_id")),
        status == null ? null : new UpstreamStatus(status),
        time(output.member("submit_time")),
        time(output.member("scheduled_time")),
        time(output.member("end_time")),
        output.member("orig_prompt").text(),
        link(output.member("video_url")),
        word(report.member("request_id")),
        usage(report.member("usage")));
  }

  private @Nullable UpstreamTime time(Json text) {
    String word = word(text);
    return word == null ? null : new UpstreamTime(word);
  }

  private @Nullable Usage usage(Json usage) {
    if (!usage.isObject()) {
      return null;
    }
    return new Usage(
        usage.member("SR").integer(),
        usage.member("duration").number(),
        usage.member("input_video_duration").number(),
        usage.member("output_video_duration").number(),
        word(usage.member("ratio")),
        usage.member("video_count").integer());
  }
}
