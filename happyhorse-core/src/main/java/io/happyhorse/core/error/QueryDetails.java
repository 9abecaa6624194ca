package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskId;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The details of a failed query, without secrets.
 *
 * @param taskId the task that was queried
 * @param origin scheme, host and port of the gateway; null if unknown
 * @param httpStatus the status of the last response; null if there was none
 * @param requestId the gateway's id of the request, for its support; null if absent
 * @param attempts the number of requests sent, 0 or more
 * @param excerpt an excerpt of the error response, on one line; null if there is none
 * @param retryAfter the pause that the gateway requests; null if it requests none
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
  /** Creates the details. Request id and excerpt are truncated to one line of 200 characters, without the queries of URLs. */
  public QueryDetails {
    Objects.requireNonNull(taskId, "taskId");
    requestId = requestId == null ? null : Redactor.line(requestId);
    excerpt = excerpt == null || excerpt.isBlank() ? null : Redactor.line(excerpt);
  }

  /**
   * Returns details that contain nothing but the task.
   *
   * @param taskId the task that was queried
   */
  public static QueryDetails of(TaskId taskId) {
    return new QueryDetails(taskId, null, null, null, 0, null, null);
  }

  /** Returns the details as they appear in messages. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("task ").append(taskId);
    append(text, " at ", origin);
    append(text, ", HTTP ", httpStatus);
    append(text, ", request id ", requestId);
    text.append(", ").append(attempts).append(attempts == 1 ? " attempt" : " attempts");
    append(text, ", response: ", excerpt);
    return text.toString();
  }

  private static void append(StringBuilder text, String label, @Nullable Object value) {
    if (value != null) {
      text.append(label).append(value);
    }
  }
}
