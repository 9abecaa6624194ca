package io.happyhorse.feign.wire;

import static io.happyhorse.feign.wire.Lenient.integer;
import static io.happyhorse.feign.wire.Lenient.member;
import static io.happyhorse.feign.wire.Lenient.number;
import static io.happyhorse.feign.wire.Lenient.word;

import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamStatus;
import io.happyhorse.core.task.UpstreamTime;
import io.happyhorse.core.task.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code data.data}, which is somebody else's and may have any shape. */
final class UpstreamReader {
  private UpstreamReader() {}

  static @Nullable UpstreamReport read(
      @Nullable JsonNode data, @Nullable Instant finishedAt, Instant seenAt) {
    if (data == null || !data.isObject()) {
      return null;
    }
    JsonNode output = member(data, "output");
    return new UpstreamReport(
        word(member(output, "task_id")),
        status(word(member(output, "task_status"))),
        time(word(member(output, "submit_time"))),
        time(word(member(output, "scheduled_time"))),
        time(word(member(output, "end_time"))),
        Lenient.text(member(output, "orig_prompt")),
        ResultLink.parse(word(member(output, "video_url")), finishedAt, seenAt),
        word(member(data, "request_id")),
        usage(member(data, "usage")));
  }

  private static @Nullable UpstreamStatus status(@Nullable String word) {
    return word == null ? null : new UpstreamStatus(word);
  }

  private static @Nullable UpstreamTime time(@Nullable String text) {
    return text == null ? null : new UpstreamTime(text);
  }

  private static @Nullable Usage usage(@Nullable JsonNode usage) {
    if (usage == null || !usage.isObject()) {
      return null;
    }
    return new Usage(
        integer(member(usage, "SR")),
        number(member(usage, "duration")),
        number(member(usage, "input_video_duration")),
        number(member(usage, "output_video_duration")),
        word(member(usage, "ratio")),
        integer(member(usage, "video_count")));
  }
}
