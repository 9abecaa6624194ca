package io.happyhorse.core.wire;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.internal.RetryAfter;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says what an HTTP answer of the gateway means, for adapters: an observation, or one of the errors. What remains for an adapter is to
 * send the request, to keep to its time, and to parse JSON. Thread-safe if its parts are.
 */
public final class TaskResponseReader {
  /** What stands for a body that is not JSON; null is JSON. */
  private static final Object NOT_JSON = new Object();

  private final URI origin;
  private final UnaryOperator<String> withoutKey;
  private final JsonParser parser;
  private final boolean keepsPending;

  /** Parses JSON with whatever library the adapter likes. */
  @FunctionalInterface
  public interface JsonParser {
    /**
     * Parses a body.
     *
     * @param body the bytes, which should be UTF-8
     * @return maps, lists, strings, numbers, booleans and null
     * @throws Exception if it is not JSON; the exception itself goes no further
     */
    @Nullable
    Object parse(byte[] body) throws Exception;
  }

  /**
   * Makes a reader.
   *
   * @param origin scheme, host and port of the gateway, for errors to name
   * @param withoutKey takes the API key out of a text that the gateway sent
   * @param parser what parses JSON
   */
  public TaskResponseReader(URI origin, UnaryOperator<String> withoutKey, JsonParser parser) {
    this(origin, withoutKey, parser, false);
  }

  private TaskResponseReader(
      URI origin, UnaryOperator<String> withoutKey, JsonParser parser, boolean keepsPending) {
    this.origin = origin;
    this.withoutKey = withoutKey;
    this.parser = parser;
    this.keepsPending = keepsPending;
  }

  /**
   * Returns a reader whose observations keep the raw JSON even if their task goes on; others keep it only of an end, for memory's
   * sake.
   *
   * @return another reader
   */
  public TaskResponseReader keepingRawJson() {
    return new TaskResponseReader(origin, withoutKey, parser, true);
  }

  /**
   * Reads an answer.
   *
   * @param answer the answer
   * @param id the task that was asked for
   * @param attempts how many requests it took
   * @param now the time, for an answer that bears none
   * @return the observation
   * @throws QueryException if it is none:
   *     <ul>
   *       <li>401: the key is refused. 403: no access. 407: a proxy requires authentication.
   *       <li>429: too many requests, or a quota that is used up.
   *       <li>400 {@code task_not_exist}, and 404 with an empty body or JSON other than {@code Invalid URL}: there is no such task.
   *       <li>404 {@code Invalid URL}, an HTML 404, 3xx: a wrong address.
   *       <li>408, 409, 425, 5xx: the gateway is not available. Other 4xx: the query is rejected.
   *       <li>2xx that is not about this task: a malformed answer.
   *     </ul>
   */
  public VideoTask read(GatewayResponse answer, TaskId id, int attempts, Instant now) {
    Instant date = answer.date();
    Instant observedAt = date == null ? now : date;
    if (!answer.isGood()) {
      throw refusal(answer, id, attempts, observedAt);
    }
    Supplier<QueryDetails> details =
        () -> details(answer, null, beginning(answer), id, attempts, observedAt);
    if (answer.isWebPage()) {
      throw MalformedResponseException.webPage(details.get());
    }
    Function<String, MalformedResponseException> malformed =
        problem -> new MalformedResponseException(problem, details.get(), null);
    if (answer.isTooLong()) {
      throw malformed.apply("it is longer than 1 MiB");
    }
    if (answer.isBlank()) {
      throw malformed.apply("it is empty");
    }
    String coding = answer.coding();
    if (coding != null) {
      throw malformed.apply(
          "it is encoded as " + withoutKey.apply(coding) + " and cannot be decoded");
    }
    Object json = parsed(answer);
    if (json == NOT_JSON) {
      throw malformed.apply("it is not JSON");
    }
    Supplier<String> text = () -> new String(answer.body(), StandardCharsets.UTF_8);
    QueryContext context = new QueryContext(
        id,
        attempts,
        observedAt,
        withoutKey,
        inner -> new Json(parsed(inner.getBytes(StandardCharsets.UTF_8), null)));
    return TaskResponseBody.read(json, text, keepsPending, context, malformed);
  }

  private QueryException refusal(
      GatewayResponse answer, TaskId id, int attempts, Instant observedAt) {
    GatewayErrorBody refusal = refusal(answer);
    String alone = refusal.messageAlone();
    String said = alone == null ? beginning(answer) : withoutKey.apply(alone);
    return refusal.asError(details(answer, refusal.requestId(), said, id, attempts, observedAt));
  }

  private GatewayErrorBody refusal(GatewayResponse answer) {
    if (answer.isWebPage()) {
      return GatewayErrorBody.without(answer.status(), GatewayErrorBody.Body.WEB_PAGE);
    }
    if (answer.isBlank()) {
      return GatewayErrorBody.without(answer.status(), GatewayErrorBody.Body.EMPTY);
    }
    Object json = answer.coding() == null ? parsed(answer) : NOT_JSON;
    return json == NOT_JSON
        ? GatewayErrorBody.without(answer.status(), GatewayErrorBody.Body.OTHER)
        : GatewayErrorBody.read(answer.status(), json);
  }

  private @Nullable Object parsed(GatewayResponse answer) {
    return answer.isUtf8() ? parsed(answer.body(), NOT_JSON) : NOT_JSON;
  }

  @SuppressWarnings("CatchingUnchecked") // a parser may throw what it likes
  private @Nullable Object parsed(byte[] body, @Nullable Object otherwise) {
    try {
      return parser.parse(body);
    } catch (Exception notJson) {
      return otherwise;
    }
  }

  private QueryDetails details(
      GatewayResponse answer,
      @Nullable String requestIdInBody,
      String said,
      TaskId id,
      int attempts,
      Instant observedAt) {
    String requestId = answer.requestId() == null ? requestIdInBody : answer.requestId();
    return new QueryDetails(
        id,
        origin,
        answer.status(),
        requestId == null ? null : withoutKey.apply(requestId),
        attempts,
        said,
        RetryAfter.read(answer.retryAfter(), observedAt));
  }

  private String beginning(GatewayResponse answer) {
    if (answer.isBinary()) {
      return "";
    }
    byte[] start =
        Arrays.copyOf(answer.body(), Math.min(answer.body().length, GatewayResponse.BEGINNING));
    return withoutKey.apply(new String(start, StandardCharsets.UTF_8));
  }
}
