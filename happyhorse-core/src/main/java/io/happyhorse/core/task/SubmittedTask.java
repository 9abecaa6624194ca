package io.happyhorse.core.task;

import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A task that the gateway has accepted and charged for. Store its {@link #id()}.
 *
 * @param id the id to query the task with
 * @param gateway scheme, host and port of the gateway; the task is known only there. Null if the port does not provide it
 * @param submittedAt when the gateway accepted the task: on the gateway's clock if the response has a date, on the caller's otherwise
 * @param kind the kind, which determines how long the task takes, such as {@code t2v/1080P/5s}; see {@link VideoRequest#kind()}
 */
public record SubmittedTask(TaskId id, @Nullable URI gateway, Instant submittedAt, String kind)
    implements Serializable {
  /** Validates that no component but the gateway is null. */
  public SubmittedTask {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(submittedAt, "submittedAt");
    Objects.requireNonNull(kind, "kind");
  }
}
