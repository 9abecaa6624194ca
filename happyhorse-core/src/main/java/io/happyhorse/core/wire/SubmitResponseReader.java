package io.happyhorse.core.wire;

import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.internal.RetryAfter;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import java.net.URI;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Interprets a response to {@code POST /v1/video/generations}: the task was accepted, the request was refused, or the result is
 * unknown. Thread-safe if the functions passed to its constructor are.
 *
 * <table>
 *   <caption>The meaning of responses</caption>
 *   <tr><th>response</th><th>meaning</th></tr>
 *   <tr><td>2xx with an id</td><td>submitted</td></tr>
 *   <tr><td>2xx with an error object and no id</td><td>refused</td></tr>
 *   <tr><td>any other 2xx</td><td>unknown</td></tr>
 *   <tr><td>3xx; 4xx except 408 and 499; 503 with {@code model_not_found}</td><td>refused</td></tr>
 *   <tr><td>408, 499, any other 5xx, anything else</td><td>unknown</td></tr>
 * </table>
 */
public final class SubmitResponseReader {
  private final URI gateway;
  private final UnaryOperator<String> withoutKey;
  private final TaskResponseReader.JsonParser parser;

  /**
   * Creates a reader.
   *
   * @param gateway scheme, host and port of the gateway
   * @param withoutKey removes the API key from a text that the gateway sent
   * @param parser parses JSON
   */
  public SubmitResponseReader(
      URI gateway, UnaryOperator<String> withoutKey, TaskResponseReader.JsonParser parser) {
    this.gateway = gateway;
    this.withoutKey = withoutKey;
    this.parser = parser;
  }

  /**
   * Reads a response.
   *
   * @param request the submitted request
   * @param sentAt when the last attempt began
   * @param now the current time, for a response without {@code Date}
   * @throws SubmissionRefusedException if nothing was charged
   * @throws SubmissionUnknownException if it is unknown whether a task exists
   */
  public SubmittedTask read(
      GatewayResponse response, VideoRequest request, Instant sentAt, int attempts, Instant now) {
    SubmitResponseBody body = SubmitResponseBody.of(response, parser);
    Instant date = response.date();
    Instant at = date == null ? now : date;
    boolean good = response.status() >= 200 && response.status() < 300;
    TaskId id = good ? body.id() : null;
    if (id != null) {
      return new SubmittedTask(id, gateway, at, request.kind());
    }
    SubmitDetails details = new SubmitDetails(
        request.digest(),
        gateway,
        sentAt,
        attempts,
        response.status(),
        shown(response.requestId() == null ? body.requestId() : response.requestId()),
        shown(body.text()),
        RetryAfter.read(response.retryAfter(), at));
    throw isRefusal(response.status(), body)
        ? new SubmissionRefusedException(shown(body.code()), shown(body.message()), details)
        : new SubmissionUnknownException(problem(response.status(), body), details, null);
  }

  private static boolean isRefusal(int status, SubmitResponseBody body) {
    return switch (status / 100) {
      case 2 -> body.isError() && !body.mentionsTask();
      case 3 -> true;
      case 4 -> status != 408 && status != 499;
      default -> status == 503 && body.hasCode("model_not_found");
    };
  }

  private static String problem(int status, SubmitResponseBody body) {
    if (status / 100 != 2) {
      return "the gateway responded with HTTP " + status;
    }
    return body.isReadable() ? "the response has no task id" : "the response cannot be read";
  }

  private @Nullable String shown(@Nullable String text) {
    return text == null ? null : withoutKey.apply(text);
  }
}
