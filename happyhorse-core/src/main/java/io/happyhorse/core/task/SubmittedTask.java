package io.happyhorse.core.task;

import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task that the gateway has accepted, and charged for: keep its {@link #id()}.
 *
 * @param id by which the task is queried
 * @param gateway scheme, host and port of the gateway, which alone knows the task; null if the port does not tell
 * @param submittedAt when the gateway accepted it, by the gateway's clock if the response carries a date
 * @param kind what decides how long it takes, such as {@code t2v/1080P/5s}; see {@link VideoRequest#kind()}
 */
public record SubmittedTask(TaskId id, @Nullable URI gateway, Instant submittedAt, String kind)
    implements Serializable {
  /**
   * Validates the invariants.
   *
   * @param id by which the task is queried
   * @param gateway scheme, host and port of the gateway; null if the port does not tell
   * @param submittedAt when the gateway accepted it
   * @param kind what decides how long it takes
   */
  public SubmittedTask {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(submittedAt, "submittedAt");
    Objects.requireNonNull(kind, "kind");
  }
}
