package io.happyhorse.feign.wire;

import static io.happyhorse.feign.wire.Lenient.seconds;
import static io.happyhorse.feign.wire.Lenient.text;
import static io.happyhorse.feign.wire.Lenient.word;

import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.VideoTask;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Translates the body of a good answer into the domain. Thread-safe. */
public final class TaskReader {
  private static final String SUCCESS = "success";

  private final JsonMapper mapper = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  /**
   * Reads a body.
   *
   * @param body the JSON text in UTF-8
   * @param id the task that was asked for
   * @param observedAt when the answer was made
   * @param attempts how many requests it took
   * @return the observation
   * @throws MalformedBodyException if the body does not tell
   */
  public VideoTask read(byte[] body, TaskId id, Instant observedAt, int attempts)
      throws MalformedBodyException {
    if (body.length == 0) {
      throw new MalformedBodyException("it is empty");
    }
    WireTask task = task(body);
    String word = word(task.status());
    Timeline timeline = Timeline.ofEpochSeconds(
        seconds(task.submitTime()), seconds(task.startTime()), seconds(task.finishTime()));
    UpstreamReport upstream = UpstreamReader.read(task.data(), timeline.finishedAt(), observedAt);
    TaskStatus status = TaskStatus.of(word);
    requireSameTask(word(task.taskId()), id);
    return VideoTask.observed(id, word == null ? "" : word, observedAt)
        .action(action(word(task.action())))
        .progress(progress(text(task.progress())))
        .link(status == TaskStatus.SUCCESS ? link(task, upstream, timeline, observedAt) : null)
        .failure(status == TaskStatus.FAILURE ? failure(text(task.failReason())) : null)
        .timeline(timeline)
        .requestId(word(task.requestId()))
        .upstream(upstream)
        .attempts(attempts)
        .rawJson(status.isTerminal() ? new String(body, StandardCharsets.UTF_8) : null)
        .build();
  }

  private WireTask task(byte[] body) throws MalformedBodyException {
    try {
      Envelope envelope = mapper.readValue(body, Envelope.class);
      String code = envelope == null ? null : word(envelope.code());
      if (envelope == null || !SUCCESS.equalsIgnoreCase(code)) {
        throw new MalformedBodyException("its code is " + code + ", not success");
      }
      JsonNode data = envelope.data();
      if (data == null || !data.isObject()) {
        throw new MalformedBodyException("its data is not an object");
      }
      return mapper.treeToValue(data, WireTask.class);
    } catch (JacksonException notJson) {
      throw new MalformedBodyException("it is not the expected JSON");
    }
  }

  private static void requireSameTask(@Nullable String taskId, TaskId asked)
      throws MalformedBodyException {
    if (taskId != null && !taskId.equals(asked.value())) {
      throw new MalformedBodyException("it is about another task, " + taskId);
    }
  }

  private static @Nullable TaskAction action(@Nullable String word) {
    return word == null ? null : new TaskAction(word);
  }

  private static Progress progress(@Nullable String text) {
    return text == null ? Progress.NONE : new Progress(text);
  }

  private static TaskFailure failure(@Nullable String reason) {
    return new TaskFailure(reason == null ? "" : reason);
  }

  private static @Nullable ResultLink link(
      WireTask task, @Nullable UpstreamReport upstream, Timeline timeline, Instant seenAt) {
    ResultLink link = ResultLink.parse(word(task.resultUrl()), timeline.finishedAt(), seenAt);
    if (link == null && upstream != null) {
      link = upstream.videoLink();
    }
    return link == null
        ? ResultLink.parse(word(task.failReason()), timeline.finishedAt(), seenAt)
        : link;
  }
}
