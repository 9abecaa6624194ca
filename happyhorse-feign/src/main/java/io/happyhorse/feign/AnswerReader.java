package io.happyhorse.feign;

import io.happyhorse.core.error.MalformedAnswerException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.port.Refusal;
import io.happyhorse.core.port.RetryAfter;
import io.happyhorse.core.port.TaskAnswer;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.Time;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Says what an HTTP answer means: an observation, or one of the errors. */
final class AnswerReader {
  private static final int BEGINNING = 1_000;

  private final JsonMapper mapper = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();
  private final URI origin;
  private final ApiKey apiKey;
  private final Time time;

  AnswerReader(URI origin, ApiKey apiKey, Time time) {
    this.origin = origin;
    this.apiKey = apiKey;
    this.time = time;
  }

  VideoTask read(HttpAnswer answer, TaskId id, int attempts) {
    Instant observedAt = answer.date() == null ? time.now() : answer.date();
    if (!answer.isGood()) {
      throw refusal(answer, id, attempts, observedAt);
    }
    QueryEvidence evidence =
        evidence(answer, answer.requestId(), beginning(answer), id, attempts, observedAt);
    if (answer.isHtml()) {
      throw MalformedAnswerException.webPage(evidence);
    }
    if (answer.isTooLong()) {
      throw new MalformedAnswerException("it is longer than 1 MiB", evidence, null);
    }
    if (answer.isBlank()) {
      throw new MalformedAnswerException("it is empty", evidence, null);
    }
    try {
      return TaskAnswer.read(
          mapper.readValue(answer.body(), Object.class), answer.text(), observedAt, evidence);
    } catch (JacksonException notJson) {
      throw new MalformedAnswerException("it is not JSON", evidence, null);
    }
  }

  private QueryException refusal(HttpAnswer answer, TaskId id, int attempts, Instant observedAt) {
    Refusal refusal = refusal(answer);
    String requestId = answer.requestId() == null ? refusal.requestId() : answer.requestId();
    String said =
        refusal.message() == null ? beginning(answer) : withoutKey(refusal.messageAlone());
    return refusal.asError(evidence(answer, requestId, said, id, attempts, observedAt));
  }

  private Refusal refusal(HttpAnswer answer) {
    if (answer.isHtml()) {
      return Refusal.without(answer.status(), Refusal.Body.WEB_PAGE);
    }
    if (answer.isBlank()) {
      return Refusal.without(answer.status(), Refusal.Body.EMPTY);
    }
    try {
      return Refusal.read(answer.status(), mapper.readValue(answer.body(), Object.class));
    } catch (JacksonException notJson) {
      return Refusal.without(answer.status(), Refusal.Body.OTHER);
    }
  }

  private QueryEvidence evidence(
      HttpAnswer answer,
      @Nullable String requestId,
      @Nullable String said,
      TaskId id,
      int attempts,
      Instant observedAt) {
    return new QueryEvidence(
        id,
        origin,
        answer.status(),
        withoutKey(requestId),
        attempts,
        said,
        RetryAfter.read(answer.retryAfter(), observedAt));
  }

  private @Nullable String beginning(HttpAnswer answer) {
    byte[] start = Arrays.copyOf(answer.body(), Math.min(answer.body().length, BEGINNING));
    return withoutKey(new String(start, StandardCharsets.UTF_8));
  }

  private @Nullable String withoutKey(@Nullable String text) {
    return text == null ? null : apiKey.hiddenIn(text);
  }
}
