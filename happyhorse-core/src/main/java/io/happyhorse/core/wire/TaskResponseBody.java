package io.happyhorse.core.wire;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.task.VideoTaskBuilder;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parsed body of a successful response.
 *
 * <p>The contract is the vendor's page "HappyHorse task query". Everything that it does not specify is read leniently: numbers
 * may be strings, times may be 0, any member may be missing, and unknown members are ignored.
 */
final class TaskResponseBody {
  private static final String SUCCESS = "success";

  private final Json data;
  private final QueryContext context;
  private final Timeline timeline;

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
   * @param text returns the original body, which the observation of a finished task keeps
   * @param keepsPending whether the observation of a pending task also keeps the body
   * @param context the details of the query
   * @param malformed creates an error from a description of the problem
   * @throws MalformedResponseException if the body does not contain the status of this task
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
    Json report = data.member("data");
    String shared = status.name().equals(word) ? status.name() : word;
    VideoTaskBuilder task = VideoTask.builder(
            context.id(), shared == null ? "" : shared, context.observedAt())
        .action(action())
        .progress(progress())
        .link(status == TaskStatus.SUCCESS ? link(report) : null)
        .failure(
            status == TaskStatus.FAILURE
                ? FailureReason.read(data.member("fail_reason"), report, context)
                : null)
        .timeline(timeline)
        .requestId(word(data.member("request_id")))
        .deferredUpstream(new UpstreamBody(report, timeline, context)::read)
        .attempts(Math.max(1, context.attempts()));
    return (keepsPending || status.isTerminal() ? task.deferredRawJson(text) : task).build();
  }

  /** Returns a word without the API key, which a gateway may repeat. */
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

  /** Returns the first usable link: the gateway's own, the upstream's, or the one in {@code fail_reason}, which old clients read. */
  private @Nullable ResultLink link(Json report) {
    ResultLink link = parsed(data.member("result_url"));
    if (link == null) {
      link = parsed(report.member("output").member("video_url"));
    }
    return link == null ? parsed(data.member("fail_reason")) : link;
  }

  private @Nullable ResultLink parsed(Json url) {
    return ResultLink.parse(url.word(), timeline.finishedAt(), context.observedAt());
  }
}
