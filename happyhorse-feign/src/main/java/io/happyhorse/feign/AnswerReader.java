package io.happyhorse.feign;

import io.happyhorse.core.error.MalformedAnswerException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.Refusal;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.Time;
import io.happyhorse.feign.wire.ErrorReader;
import io.happyhorse.feign.wire.GatewayError;
import io.happyhorse.feign.wire.MalformedBodyException;
import io.happyhorse.feign.wire.TaskReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Says what an HTTP answer means: an observation, or one of the errors. */
final class AnswerReader {
  private static final int BEGINNING = 1_000;
  private static final GatewayError NOTHING_SAID = new GatewayError(null, null);

  private final TaskReader tasks = new TaskReader();
  private final ErrorReader errors = new ErrorReader();
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
    try {
      return tasks.read(answer.body(), id, observedAt, attempts);
    } catch (MalformedBodyException malformed) {
      throw new MalformedAnswerException(
          apiKey.hiddenIn(String.valueOf(malformed.getMessage())), evidence, null);
    }
  }

  private QueryException refusal(HttpAnswer answer, TaskId id, int attempts, Instant observedAt) {
    GatewayError read = answer.isHtml() ? null : errors.read(answer.body());
    GatewayError error = read == null ? NOTHING_SAID : read;
    String requestId = answer.requestId() == null ? error.requestId() : answer.requestId();
    String said = error.message() == null ? beginning(answer) : withoutKey(error.messageAlone());
    QueryEvidence evidence = evidence(answer, requestId, said, id, attempts, observedAt);
    return new Refusal(answer.status(), kindOf(answer, read), error.code(), error.message())
        .asError(evidence);
  }

  private static Refusal.Body kindOf(HttpAnswer answer, @Nullable GatewayError read) {
    if (answer.isHtml()) {
      return Refusal.Body.WEB_PAGE;
    }
    if (answer.isBlank()) {
      return Refusal.Body.EMPTY;
    }
    return read == null ? Refusal.Body.OTHER : Refusal.Body.JSON;
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
