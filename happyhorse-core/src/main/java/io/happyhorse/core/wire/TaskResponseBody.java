package io.happyhorse.core.wire;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamStatus;
import io.happyhorse.core.task.UpstreamTime;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parsed body of a good answer.
 *
 * <p>The contract is the vendor's page "HappyHorse task query". What it does not promise is read leniently: numbers may stand in
 * strings, times may be 0, anything may be missing, and unknown members are ignored.
 */
final class TaskResponseBody {
  private static final String SUCCESS = "success";

  private final Json data;
  private final QueryContext context;
  private final Timeline timeline;
  private @Nullable String parsedUrl;
  private @Nullable ResultLink parsedLink;

  private TaskResponseBody(Json data, QueryContext context) {
    this.data = data;
    this.context = context;
    this.timeline = Timeline.ofUnixTimes(
        data.member("submit_time").unixTime(),
        data.member("start_time").unixTime(),
        data.member("finish_time").unixTime());
  }

  /**
   * Reads a body.
   *
   * @param json the parsed body: maps, lists, strings, numbers, booleans and nulls
   * @param text gives the body as it was, which a finished observation keeps
   * @param keepsPending whether others keep it, too
   * @param context what else is known
   * @param malformed makes an error of what is wrong with the body
   * @return the observation
   * @throws MalformedResponseException if the body does not say what has become of this task
   */
  static VideoTask read(
      @Nullable Object json,
      Supplier<String> text,
      boolean keepsPending,
      QueryContext context,
      Function<String, MalformedResponseException> malformed) {
    Json data = data(new Json(json), context.observedAt(), malformed);
    String taskId = data.member("task_id").word();
    if (taskId != null && !taskId.equals(context.id().value())) {
      throw malformed.apply("it is about another task");
    }
    return new TaskResponseBody(data, context).observation(text, keepsPending);
  }

  private static Json data(
      Json envelope, Instant observedAt, Function<String, MalformedResponseException> malformed) {
    if (FlatBody.matches(envelope)) {
      return FlatBody.asData(envelope, observedAt);
    }
    if (!SUCCESS.equalsIgnoreCase(envelope.member("code").word())) {
      throw malformed.apply("its code is not success");
    }
    Json data = envelope.member("data");
    if (!data.isObject()) {
      throw malformed.apply("its data is not an object");
    }
    return data;
  }

  private VideoTask observation(Supplier<String> text, boolean keepsPending) {
    String word = word(data.member("status"));
    TaskStatus status = TaskStatus.of(word);
    UpstreamReport upstream = upstream(data.member("data"));
    String shared = status.name().equals(word) ? status.name() : word;
    return VideoTask.builder(context.id(), shared == null ? "" : shared, context.observedAt())
        .action(action())
        .progress(progress())
        .link(status == TaskStatus.SUCCESS ? link(upstream) : null)
        .failure(
            status == TaskStatus.FAILURE
                ? FailureReason.read(data.member("fail_reason"), data.member("data"), context)
                : null)
        .timeline(timeline)
        .requestId(word(data.member("request_id")))
        .upstream(upstream)
        .attempts(Math.max(1, context.attempts()))
        .rawJson(keepsPending || status.isTerminal() ? text.get() : null)
        .build();
  }

  /** Returns a word that may be shown: a gateway that repeats the key must not bring it into a log. */
  private @Nullable String word(Json text) {
    String word = text.word();
    return word == null ? null : context.withoutKey().apply(word);
  }

  private @Nullable TaskAction action() {
    String word = word(data.member("action"));
    return word == null ? null : TaskAction.of(word);
  }

  private Progress progress() {
    String text = data.member("progress").text();
    return text == null ? Progress.NONE : Progress.of(context.withoutKey().apply(text));
  }

  /** Returns the first usable link: the gateway's own, the upstream's, the one that old clients read. */
  private @Nullable ResultLink link(@Nullable UpstreamReport upstream) {
    ResultLink link = link(data.member("result_url"));
    if (link == null && upstream != null) {
      link = upstream.videoLink();
    }
    return link == null ? link(data.member("fail_reason")) : link;
  }

  /** The upstream's link is normally the task's own, and is parsed once. */
  private @Nullable ResultLink link(Json url) {
    String text = url.word();
    if (!Objects.equals(text, parsedUrl)) {
      parsedUrl = text;
      parsedLink = ResultLink.parse(text, timeline.finishedAt(), context.observedAt());
    }
    return parsedLink;
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
