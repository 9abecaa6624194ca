package io.happyhorse.core.error;

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
    requestId = DetailsText.line(requestId);
    excerpt = DetailsText.line(excerpt);
  }

  /** Returns details that contain nothing but the task. */
  public static QueryDetails of(TaskId taskId) {
    return new QueryDetails(taskId, null, null, null, 0, null, null);
  }

  /** Returns the details as they appear in messages. */
  @Override
  public String toString() {
    return new DetailsText("task " + taskId)
        .add(" at ", origin)
        .add(", HTTP ", httpStatus)
        .add(", request id ", requestId)
        .addCount(attempts, "attempt")
        .add(", response: ", excerpt)
        .toString();
  }
}
