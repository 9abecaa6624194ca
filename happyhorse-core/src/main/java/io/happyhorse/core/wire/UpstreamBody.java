package io.happyhorse.core.wire;

import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamStatus;
import io.happyhorse.core.task.UpstreamTime;
import io.happyhorse.core.task.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's report in a body ({@code data.data}), which is read only when it is requested.
 *
 * @param report the report, which need not be an object
 * @param timeline the times of the task
 * @param context the details of the query
 */
record UpstreamBody(Json report, Timeline timeline, QueryContext context) {
  /** Returns the report; null if it is not an object. */
  @Nullable
  UpstreamReport read() {
    Json object = report.resolved();
    if (!object.isObject()) {
      return null;
    }
    Json output = object.member("output");
    String status = word(output.member("task_status"));
    return new UpstreamReport(
        word(output.member("task_id")),
        status == null ? null : new UpstreamStatus(status),
        time(output.member("submit_time")),
        time(output.member("scheduled_time")),
        time(output.member("end_time")),
        output.member("orig_prompt").text(),
        ResultLink.parse(
            output.member("video_url").word(), timeline.finishedAt(), context.observedAt()),
        word(object.member("request_id")),
        usage(object.member("usage")));
  }

  private @Nullable String word(Json text) {
    String word = text.word();
    return word == null ? null : context.withoutKey().apply(word);
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
