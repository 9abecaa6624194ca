package io.happyhorse.testkit;

import io.happyhorse.core.wire.GatewayResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a query on its way. Say when with {@link TaskScript#onQuery}, {@link FakeGateway#onShareOfQueries} or
 * {@link FakeGateway#during}.
 *
 * <p>{@link Delay} and {@link SlowBody} bring the answer late, {@link ContentType} mislabels it; all others spoil it. A
 * spoilt query does not count for steps of a script that last a number of queries.
 *
 * <p>In memory, delays and stalls pass in the gateway's time. Over HTTP they pass in real time, since the client waits at a real
 * socket (delays and drips faster under an {@link AcceleratedTime}): a virtual time stands
 * still meanwhile, so keep such waits well below 30 s. At most 32 answers are held back at once; then the oldest is broken off.
 *
 * <p>Immutable.
 */
public sealed interface Fault {
  /**
   * An HTTP answer instead of the observation.
   *
   * @param status the HTTP status
   * @param contentType the header {@code Content-Type}; empty for none
   * @param body the body; may be empty
   * @param retryAfter the header {@code Retry-After}; null for none
   */
  record Answer(
      int status, String contentType, String body, @Nullable RetryAfter retryAfter)
      implements Fault {
    /**
     * Takes an answer.
     *
     * @param status as the record says
     * @param contentType as the record says
     * @param body as the record says
     * @param retryAfter as the record says
     */
    public Answer {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException(
            "An answer cannot have the HTTP status " + status + ": use 200 to 599.");
      }
      Objects.requireNonNull(contentType, "contentType");
      Objects.requireNonNull(body, "body");
    }

    /**
     * Adds the header {@code Retry-After} in seconds.
     *
     * @param pause how long, in whole seconds
     * @return the longer answer
     */
    public Answer retryAfter(Duration pause) {
      return with(RetryAfter.inSeconds(pause));
    }

    /**
     * Adds the header {@code Retry-After} as an HTTP date.
     *
     * @param pause how long after the answer that date is, in whole seconds
     * @return the longer answer
     */
    public Answer retryAfterAsDate(Duration pause) {
      return with(RetryAfter.asDate(pause));
    }

    /**
     * Adds a header {@code Retry-After} that nobody can obey, such as {@code soon} or {@code -5}.
     *
     * @param header its text
     * @return the longer answer
     */
    public Answer retryAfterText(String header) {
      return with(new RetryAfter(null, false, header));
    }

    private Answer with(RetryAfter value) {
      return new Answer(status, contentType, body, value);
    }

    @Override
    public String toString() {
      return "HTTP " + status + (retryAfter == null ? "" : ", " + retryAfter);
    }
  }

  /**
   * How long a client is asked to stay away.
   *
   * @param pause how long, zero or more; null if the header cannot be read
   * @param isDate whether the header is a date instead of seconds
   * @param text the header if it cannot be read; empty otherwise
   */
  record RetryAfter(@Nullable Duration pause, boolean isDate, String text) {
    static RetryAfter inSeconds(Duration pause) {
      return new RetryAfter(wholeSeconds(pause), false, "");
    }

    static RetryAfter asDate(Duration pause) {
      return new RetryAfter(wholeSeconds(pause), true, "");
    }

    private static Duration wholeSeconds(Duration pause) {
      if (pause.isNegative() || !pause.equals(pause.truncatedTo(ChronoUnit.SECONDS))) {
        throw new IllegalArgumentException("Nobody can be asked to retry after " + pause
            + ": use whole seconds, zero or more, or retryAfterText for a broken header.");
      }
      return pause;
    }

    /** Returns until when a client is asked to stay away; null if the header cannot be read. */
    @Nullable
    Instant endsAt(Instant now) {
      Instant end = pause == null ? null : now.plus(pause);
      return end != null && isDate ? end.truncatedTo(ChronoUnit.SECONDS) : end;
    }

    String header(Instant now) {
      if (pause == null) {
        return text;
      }
      return isDate ? HttpDate.of(now.plus(pause)) : Long.toString(pause.toSeconds());
    }

    @Override
    public String toString() {
      return "Retry-After " + (pause == null ? text : pause);
    }
  }

  /** A redirect to another origin, which records whoever brings a key there. */
  record Redirect() implements Fault {
    @Override
    public String toString() {
      return "redirect to another origin";
    }
  }

  /**
   * The right answer under a wrong {@code Content-Type}.
   *
   * @param contentType what it claims to be
   */
  record ContentType(String contentType) implements Fault {
    @Override
    public String toString() {
      return "answer as " + contentType;
    }
  }

  /** A body that ends in the middle, shorter than its {@code Content-Length}. */
  record TruncatedBody() implements Fault {
    @Override
    public String toString() {
      return "body cut in the middle";
    }
  }

  /**
   * The right answer with so much behind it that no careful client reads it all.
   *
   * @param bytes how long the body is
   */
  record Oversized(int bytes) implements Fault {
    /**
     * Takes a length.
     *
     * @param bytes as the record says
     */
    public Oversized {
      if (bytes <= GatewayResponse.MAX_BODY) {
        throw new IllegalArgumentException(
            "A body of " + bytes + " bytes is not oversized: use more than 1 MiB.");
      }
    }

    @Override
    public String toString() {
      return "body of " + bytes + " bytes";
    }
  }

  /**
   * A connection that is reset instead of answered.
   *
   * @param hits how many requests in a row it takes to count as one query. The JDK's own client sends a failed GET once more
   *     without telling anybody; so a reset holds for two unless said, or nobody would notice it
   */
  record Reset(int hits) implements Fault {
    /**
     * Takes a number of requests.
     *
     * @param hits as the record says
     */
    public Reset {
      if (hits < 1) {
        throw new IllegalArgumentException(
            "A reset cannot hold for " + hits + " requests: use 1 or more.");
      }
    }

    /**
     * Returns a reset for clients that send more or fewer requests by themselves.
     *
     * @param value how many requests count as one query, 1 or more
     * @return the reset
     */
    public Reset forHits(int value) {
      return new Reset(value);
    }

    @Override
    public String toString() {
      return "connection reset";
    }
  }

  /**
   * The right answer, but late.
   *
   * @param duration how late
   */
  record Delay(Duration duration) implements Fault {
    /**
     * Takes a duration.
     *
     * @param duration as the record says
     */
    public Delay {
      if (duration.isNegative()) {
        throw new IllegalArgumentException(
            "An answer cannot be delayed by " + duration + ": use zero or more.");
      }
    }

    @Override
    public String toString() {
      return "answer delayed by " + duration;
    }
  }

  /**
   * The right answer, whose body comes in small pieces.
   *
   * @param duration how long the whole body takes
   */
  record SlowBody(Duration duration) implements Fault {
    /**
     * Takes a duration.
     *
     * @param duration as the record says
     */
    public SlowBody {
      if (duration.isNegative()) {
        throw new IllegalArgumentException(
            "An answer cannot drip for " + duration + ": use zero or more.");
      }
    }

    @Override
    public String toString() {
      return "answer dripping for " + duration;
    }
  }

  /** Headers come at once, and the body never. */
  record Stall() implements Fault {
    @Override
    public String toString() {
      return "body stalled for ever";
    }
  }

  /**
   * Returns an answer of the caller's making.
   *
   * @param status the HTTP status
   * @param contentType the header {@code Content-Type}; empty for none
   * @param body the body; may be empty
   * @return the fault
   */
  static Answer answer(int status, String contentType, String body) {
    return new Answer(status, contentType, body, null);
  }

  /**
   * Returns an answer with an empty body.
   *
   * @param status the HTTP status
   * @return the fault
   */
  static Answer status(int status) {
    return answer(status, "", "");
  }

  /**
   * Returns an error of the gateway in its usual shape, {@code {"error":{code,message,type}}}.
   *
   * @param status the HTTP status
   * @param message its message
   * @return the fault
   */
  static Answer error(int status, String message) {
    return answer(status, ErrorBodies.JSON_UTF_8, ErrorBodies.error("", message, "new_api_error"));
  }

  /**
   * Returns an error of the gateway's task handler, {@code {code,message,data}}.
   *
   * @param status the HTTP status
   * @param code its code
   * @param message its message
   * @return the fault
   */
  static Answer taskError(int status, String code, String message) {
    return answer(status, ErrorBodies.JSON_UTF_8, ErrorBodies.taskError(code, message));
  }

  /**
   * Returns an error of the gateway's dashboard, {@code {success,code,message}}.
   *
   * @param status the HTTP status
   * @param code its code
   * @param message its message
   * @return the fault
   */
  static Answer dashboardError(int status, String code, String message) {
    return answer(status, ErrorBodies.JSON_UTF_8, ErrorBodies.dashboardError(code, message));
  }

  /**
   * Returns 401: the key is wrong, expired or used up.
   *
   * @return the fault
   */
  static Answer keyRefused() {
    return error(401, "Invalid token (request id: 20260428023742441081000FMrSbjcs)");
  }

  /**
   * Returns 401 in the words of the vendor's documentation.
   *
   * @return the fault
   */
  static Answer keyRefusedAsDocumented() {
    return answer(
        401,
        ErrorBodies.JSON,
        "{\"error\":{\"message\":\"Invalid API key provided.\",\"type\":\"authentication_error\","
            + "\"code\":\"invalid_api_key\"}}");
  }

  /**
   * Returns 403 for this machine's address.
   *
   * @return the fault
   */
  static Answer accessForbidden() {
    return answer(
        403,
        ErrorBodies.JSON_UTF_8,
        ErrorBodies.error(
            "access_denied",
            "您的 IP 不在令牌允许访问的列表中 (request id: 20260428023742441081000FMrSbjcs)",
            "new_api_error"));
  }

  /**
   * Returns 400 {@code task_not_exist}, as may also happen for a moment after a task was created.
   *
   * @return the fault
   */
  static Answer taskNotFound() {
    return taskError(400, "task_not_exist", "task_not_exist");
  }

  /**
   * Returns 404 {@code Invalid URL}, what a wrong path gets.
   *
   * @return the fault
   */
  static Answer invalidUrl() {
    return answer(
        404, ErrorBodies.JSON_UTF_8, ErrorBodies.invalidUrl("GET", "/v1/video/generation/x"));
  }

  /**
   * Returns 429 with an empty body and without {@code Retry-After}.
   *
   * @return the fault
   */
  static Answer tooManyRequests() {
    return status(429);
  }

  /**
   * Returns 500 of a handler that panicked.
   *
   * @return the fault
   */
  static Answer panic() {
    return answer(500, ErrorBodies.JSON_UTF_8, ErrorBodies.panic());
  }

  /**
   * Returns 500 of a database that did not answer.
   *
   * @return the fault
   */
  static Answer databaseError() {
    return taskError(500, "get_task_failed", "driver: bad connection");
  }

  /**
   * Returns the HTML page of a reverse proxy.
   *
   * @param status such as 502, 503, 504 or 524
   * @return the fault
   */
  static Answer proxyPage(int status) {
    return answer(status, ErrorBodies.HTML, ErrorBodies.page(status + " from a reverse proxy"));
  }

  /**
   * Returns 200 with the gateway's web page, what a wrong base path gets.
   *
   * @return the fault
   */
  static Answer webPage() {
    return answer(200, ErrorBodies.HTML, ErrorBodies.page("Gateway"));
  }

  /**
   * Returns 200 without a body.
   *
   * @return the fault
   */
  static Answer emptyBody() {
    return answer(200, ErrorBodies.JSON, "");
  }

  /**
   * Returns 200 whose {@code data} is null.
   *
   * @return the fault
   */
  static Answer nullData() {
    return answer(200, ErrorBodies.JSON, "{\"code\":\"success\",\"data\":null}");
  }

  /**
   * Returns a redirect to another origin.
   *
   * @return the fault
   */
  static Redirect redirect() {
    return new Redirect();
  }

  /**
   * Returns the right answer under a wrong {@code Content-Type}.
   *
   * @param value what it claims to be, such as {@code text/html}
   * @return the fault
   */
  static ContentType contentType(String value) {
    return new ContentType(value);
  }

  /**
   * Returns a body that ends in the middle.
   *
   * @return the fault
   */
  static TruncatedBody cutBody() {
    return new TruncatedBody();
  }

  /**
   * Returns a body of two MiB.
   *
   * @return the fault
   */
  static Oversized oversizedBody() {
    return new Oversized(2 << 20);
  }

  /**
   * Returns a connection reset that holds for two requests, see {@link Reset}.
   *
   * @return the fault
   */
  static Reset connectionReset() {
    return new Reset(2);
  }

  /**
   * Returns a late answer.
   *
   * @param duration how late
   * @return the fault
   */
  static Delay delay(Duration duration) {
    return new Delay(duration);
  }

  /**
   * Returns an answer whose body comes in small pieces.
   *
   * @param duration how long the whole body takes
   * @return the fault
   */
  static SlowBody drip(Duration duration) {
    return new SlowBody(duration);
  }

  /**
   * Returns an answer whose body never comes.
   *
   * @return the fault
   */
  static Stall stalledBody() {
    return new Stall();
  }
}
