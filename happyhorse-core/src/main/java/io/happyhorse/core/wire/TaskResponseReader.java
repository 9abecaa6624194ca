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
 * Interprets an HTTP response of the gateway, for adapters: returns an observation or throws one of the errors. An adapter only sends
 * the request, enforces the time limit and parses JSON. Thread-safe if the functions passed to its constructor are.
 */
public final class TaskResponseReader {
  private final URI origin;
  private final UnaryOperator<String> withoutKey;
  private final JsonParser parser;
  private final boolean keepsPending;

  /** Stands in place of the value of a body that has none; null is valid JSON. */
  private enum Unreadable {
    NOT_JSON("it is not JSON"),
    REPEATED_NAME("it repeats a name within a JSON object");

    private final String problem;

    Unreadable(String problem) {
      this.problem = problem;
    }
  }

  /** Parses JSON with a library of the adapter's choice. */
  @FunctionalInterface
  public interface JsonParser {
    /**
     * Parses a body.
     *
     * @param body the bytes, which should be UTF-8
     * @return maps, lists, strings, numbers, booleans and null. In place of a value that is rarely needed, it may contain a {@link
     *     Supplier} of it, which must not throw an exception
     * @throws RepeatedNameException if a name is repeated within an object outside {@code data.data}
     * @throws Exception if the body is not JSON; the exception is not passed on
     */
    @Nullable
    Object parse(byte[] body) throws Exception;
  }

  /**
   * Creates a reader.
   *
   * @param origin scheme, host and port of the gateway, for errors
   * @param withoutKey removes the API key from a text that the gateway sent
   * @param parser parses JSON
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
   * Returns a reader that keeps the raw JSON in all observations. By default it is kept only if the task has ended, to save memory.
   *
   * @return another reader
   */
  public TaskResponseReader keepingRawJson() {
    return new TaskResponseReader(origin, withoutKey, parser, true);
  }

  /**
   * Interprets a response.
   *
   * @param id the queried task
   * @param attempts the number of requests sent
   * @param now the current time, for a response without {@code Date}
   * @throws QueryException if the response contains no observation:
   *     <ul>
   *       <li>401: the API key is rejected. 403: access is forbidden. 407: a proxy requires authentication.
   *       <li>429: the rate is limited, or a quota is used up.
   *       <li>400 {@code task_not_exist}, and 404 with an empty body or JSON other than {@code Invalid URL}: the task does not exist.
   *       <li>404 {@code Invalid URL}, an HTML 404, 3xx: the endpoint is wrong.
   *       <li>408, 409, 421, 423, 425, 499, 5xx: the gateway is unavailable. Other 4xx: the query is rejected.
   *       <li>2xx without the status of this task: the response is malformed.
   *     </ul>
   */
  public VideoTask read(GatewayResponse response, TaskId id, int attempts, Instant now) {
    Instant date = response.date();
    Instant observedAt = date == null ? now : date;
    if (!response.isGood()) {
      throw refusal(response, id, attempts, observedAt);
    }
    Supplier<QueryDetails> details =
        () -> details(response, null, beginning(response), id, attempts, observedAt);
    if (response.isWebPage()) {
      throw MalformedResponseException.webPage(details.get());
    }
    Function<String, MalformedResponseException> malformed =
        problem -> new MalformedResponseException(problem, details.get(), null);
    if (response.isTooLong()) {
      throw malformed.apply("it is longer than 1 MiB");
    }
    if (response.isBlank()) {
      throw malformed.apply("it is empty");
    }
    String coding = response.coding();
    if (coding != null) {
      throw malformed.apply(
          "it is encoded as " + withoutKey.apply(coding) + " and cannot be decoded");
    }
    Object json = parsed(response);
    if (json instanceof Unreadable unreadable) {
      throw malformed.apply(unreadable.problem);
    }
    Supplier<String> text = () -> new String(response.body(), StandardCharsets.UTF_8);
    QueryContext context = new QueryContext(id, attempts, observedAt, withoutKey, this::inner);
    return TaskResponseBody.read(json, text, keepsPending, context, malformed);
  }

  private QueryException refusal(
      GatewayResponse response, TaskId id, int attempts, Instant observedAt) {
    GatewayErrorBody refusal = refusal(response);
    String alone = refusal.messageAlone();
    String excerpt = alone == null ? beginning(response) : withoutKey.apply(alone);
    return refusal.asError(
        details(response, refusal.requestId(), excerpt, id, attempts, observedAt));
  }

  private GatewayErrorBody refusal(GatewayResponse response) {
    if (response.isWebPage()) {
      return GatewayErrorBody.without(response.status(), GatewayErrorBody.Body.WEB_PAGE);
    }
    if (response.isBlank()) {
      return GatewayErrorBody.without(response.status(), GatewayErrorBody.Body.EMPTY);
    }
    Object json = response.coding() == null ? parsed(response) : Unreadable.NOT_JSON;
    return json instanceof Unreadable
        ? GatewayErrorBody.without(response.status(), GatewayErrorBody.Body.OTHER)
        : GatewayErrorBody.read(response.status(), json, this::inner);
  }

  private @Nullable Object parsed(GatewayResponse response) {
    if (!response.isUtf8()) {
      return Unreadable.NOT_JSON;
    }
    Object json = parsed(response.body());
    return json == Unreadable.NOT_JSON ? parsedLeniently(response.body()) : json;
  }

  /** Parses a body that is valid except for bytes in the upstream's report that are not UTF-8. */
  private @Nullable Object parsedLeniently(byte[] body) {
    byte[] valid = InvalidUtf8.replaced(body);
    Object json = valid == null ? Unreadable.NOT_JSON : parsed(valid);
    return InvalidUtf8.isOnlyInReport(json) ? json : Unreadable.NOT_JSON;
  }

  private Json inner(String text) {
    Object json = parsed(text.getBytes(StandardCharsets.UTF_8));
    return json instanceof Unreadable ? Json.MISSING : new Json(json);
  }

  @SuppressWarnings("CatchingUnchecked") // a parser may throw anything
  private @Nullable Object parsed(byte[] body) {
    try {
      return parser.parse(body);
    } catch (RepeatedNameException repeated) {
      return Unreadable.REPEATED_NAME;
    } catch (Exception notJson) {
      return Unreadable.NOT_JSON;
    }
  }

  private QueryDetails details(
      GatewayResponse response,
      @Nullable String requestIdInBody,
      String excerpt,
      TaskId id,
      int attempts,
      Instant observedAt) {
    String requestId = response.requestId() == null ? requestIdInBody : response.requestId();
    return new QueryDetails(
        id,
        origin,
        response.status(),
        requestId == null ? null : withoutKey.apply(requestId),
        attempts,
        excerpt,
        RetryAfter.read(response.retryAfter(), observedAt));
  }

  private String beginning(GatewayResponse response) {
    if (response.isBinary()) {
      return "";
    }
    byte[] start =
        Arrays.copyOf(response.body(), Math.min(response.body().length, GatewayResponse.BEGINNING));
    return withoutKey.apply(new String(start, StandardCharsets.UTF_8));
  }
}
