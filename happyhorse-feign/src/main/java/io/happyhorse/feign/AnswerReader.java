package io.happyhorse.feign;

import io.happyhorse.core.error.AccessForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.KeyRefusedException;
import io.happyhorse.core.error.MalformedAnswerException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WrongAddressException;
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
    return switch (answer.status()) {
      case 401 -> new KeyRefusedException(evidence);
      case 403 -> new AccessForbiddenException(evidence);
      case 400 ->
        "task_not_exist".equals(error.code())
            ? new TaskNotFoundException(evidence)
            : new QueryRejectedException(evidence);
      case 404 -> notFound(answer, read, evidence);
      case 408, 425 -> new GatewayUnavailableException(evidence);
      case 429 -> new RateLimitedException(evidence);
      default -> byClass(answer.status(), evidence);
    };
  }

  private static QueryException notFound(
      HttpAnswer answer, @Nullable GatewayError error, QueryEvidence evidence) {
    if (answer.isBlank()) {
      return new TaskNotFoundException(evidence);
    }
    String message = error == null ? null : error.message();
    if (answer.isHtml() || (message != null && message.startsWith("Invalid URL"))) {
      return new WrongAddressException(evidence);
    }
    return error == null
        ? new QueryRejectedException(evidence)
        : new TaskNotFoundException(evidence);
  }

  private static QueryException byClass(int status, QueryEvidence evidence) {
    if (status >= 500) {
      return new GatewayUnavailableException(evidence);
    }
    return status >= 400
        ? new QueryRejectedException(evidence)
        : new WrongAddressException(evidence);
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
