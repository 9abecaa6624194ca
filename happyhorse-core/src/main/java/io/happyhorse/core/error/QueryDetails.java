package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskId;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a question that went wrong. There is no secret in it.
 *
 * @param taskId the task that was asked for
 * @param origin scheme, host and port of the gateway; null if not known
 * @param httpStatus the status of the last answer; null if there was none
 * @param requestId the gateway's id of the request, for its support; null if it gave none
 * @param attempts how many requests were sent, 0 or more
 * @param excerpt the beginning of what the gateway said, on one line; null if it said nothing
 * @param retryAfter how long the gateway asks to be left alone; null if it did not ask
 */
public record QueryDetails(
    TaskId taskId,
    @Nullable URI origin,
    @Nullable Integer httpStatus,
    @Nullable String requestId,
    int attempts,
    @Nullable String excerpt,
    @Nullable Duration retryAfter)
    implements Serializable {
  /**
   * Takes the details; of what the gateway said, one line of at most 200 characters without the queries of URLs.
   *
   * @param taskId as the record says
   * @param origin as the record says
   * @param httpStatus as the record says
   * @param requestId as the record says
   * @param attempts as the record says
   * @param excerpt as the record says
   * @param retryAfter as the record says
   */
  public QueryDetails {
    Objects.requireNonNull(taskId, "taskId");
    requestId = requestId == null ? null : Redactor.line(requestId);
    excerpt = excerpt == null || excerpt.isBlank() ? null : Redactor.line(excerpt);
  }

  /**
   * Returns the details of a question of which nothing is known but the task.
   *
   * @param taskId the task that was asked for
   * @return details with nothing else said
   */
  public static QueryDetails of(TaskId taskId) {
    return new QueryDetails(taskId, null, null, null, 0, null, null);
  }

  /** Returns the details as it stands in messages. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("task ").append(taskId);
    append(text, " at ", origin);
    append(text, ", HTTP ", httpStatus);
    append(text, ", request id ", requestId);
    text.append(", ").append(attempts).append(attempts == 1 ? " attempt" : " attempts");
    append(text, ", it said: ", excerpt);
    return text.toString();
  }

  private static void append(StringBuilder text, String label, @Nullable Object value) {
    if (value != null) {
      text.append(label).append(value);
    }
  }
}
