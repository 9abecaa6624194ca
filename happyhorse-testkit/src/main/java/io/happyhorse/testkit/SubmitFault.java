package io.happyhorse.testkit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault of a request that creates a task. Select the request with {@link FakeGateway#onSubmission} or
 * {@link FakeGateway#onShareOfSubmissions}.
 *
 * <p>Only {@link #responseLost()}, {@link #errorAfterAcceptance()} and {@link #slow} result in an accepted, charged task.
 *
 * <p>Immutable.
 */
public sealed interface SubmitFault {
  /**
   * The connection is refused. In memory, nothing is sent. Over HTTP, a request that reaches the gateway already has a connection,
   * which is reset; {@link FakeHappyHorse#refusingUri()} refuses all connections.
   */
  record RefusedConnection() implements SubmitFault {
    @Override
    public String toString() {
      return "connection refused";
    }
  }

  /**
   * The connection is reset, and the task is not accepted.
   *
   * @param bodyArrived whether the request's body had arrived; the client cannot determine this
   */
  record Reset(boolean bodyArrived) implements SubmitFault {
    @Override
    public String toString() {
      return "connection reset " + (bodyArrived ? "after" : "before") + " the body";
    }
  }

  /** The gateway accepts and charges the task, then resets the connection before the response. */
  record ResponseLost() implements SubmitFault {
    @Override
    public String toString() {
      return "response lost";
    }
  }

  /**
   * The gateway accepts and charges the task, and responds late.
   *
   * @param duration the delay: in the gateway's time in memory, in real time over HTTP; more than zero
   */
  record Slow(Duration duration) implements SubmitFault {
    /** Validates the delay. */
    public Slow {
      if (duration.isZero() || duration.isNegative()) {
        throw new IllegalArgumentException(
            "A response cannot be late by " + duration + ": use more than zero.");
      }
    }

    @Override
    public String toString() {
      return "response late by " + duration;
    }
  }

  /**
   * An HTTP response.
   *
   * @param status the HTTP status, 200 to 599
   * @param contentType the header {@code Content-Type}; empty for none
   * @param body the body; may be empty
   * @param retryAfter the header {@code Retry-After}, in whole seconds; null for none
   * @param accepts whether the gateway accepts and charges the task nevertheless
   */
  record Response(
      int status, String contentType, String body, @Nullable Duration retryAfter, boolean accepts)
      implements SubmitFault {
    /** Validates the status. */
    public Response {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException(
            "A response cannot have the HTTP status " + status + ": use 200 to 599.");
      }
      Objects.requireNonNull(contentType, "contentType");
      Objects.requireNonNull(body, "body");
    }

    /**
     * Adds the header {@code Retry-After}.
     *
     * @param pause the duration, truncated to whole seconds
     */
    public Response retryAfter(Duration pause) {
      return new Response(
          status, contentType, body, pause.truncatedTo(ChronoUnit.SECONDS), accepts);
    }

    /** Makes the gateway accept and charge the task before it sends this response. */
    public Response afterAcceptance() {
      return new Response(status, contentType, body, retryAfter, true);
    }

    /** Returns whether the response needs a {@code Location}. */
    boolean isRedirect() {
      return status >= 300 && status < 400;
    }

    @Override
    public String toString() {
      return "HTTP " + status + (accepts ? " after acceptance" : "");
    }
  }

  /** Refuses the connection. */
  static SubmitFault refusedConnection() {
    return new RefusedConnection();
  }

  /** Resets the connection before the body of the request has arrived. */
  static SubmitFault resetBeforeBody() {
    return new Reset(false);
  }

  /** Resets the connection after the body of the request has arrived, without accepting the task. */
  static SubmitFault resetAfterBody() {
    return new Reset(true);
  }

  /** Accepts the task and resets the connection before the response. */
  static SubmitFault responseLost() {
    return new ResponseLost();
  }

  /** Accepts the task and responds late. */
  static SubmitFault slow(Duration duration) {
    return new Slow(duration);
  }

  /** Responds with 429, without accepting the task. */
  static Response tooManyRequests() {
    return json(429, ErrorBodies.taskError("rate_limit", "当前分组上游负载已饱和，请稍后再试"));
  }

  /** Responds with 503 {@code model_not_found}, without accepting the task. */
  static Response modelNotFound() {
    return json(503, SubmitBodies.modelNotFound("happyhorse-1.0-t2v"));
  }

  /** Accepts the task and responds with 500. */
  static Response errorAfterAcceptance() {
    return json(500, ErrorBodies.taskError("insert_task_failed", "database is locked"))
        .afterAcceptance();
  }

  /**
   * Responds with an HTTP status and an empty body.
   *
   * @param status 200 to 599
   */
  static Response status(int status) {
    return new Response(status, "", "", null, false);
  }

  /**
   * Responds with JSON.
   *
   * @param status 200 to 599
   */
  static Response json(int status, String body) {
    return new Response(status, ErrorBodies.JSON_UTF_8, body, null, false);
  }

  /** {@return whether the gateway accepts and charges the task; false if nothing is charged} */
  default boolean accepts() {
    return this instanceof ResponseLost
        || this instanceof Slow
        || (this instanceof Response response && response.accepts());
  }
}
