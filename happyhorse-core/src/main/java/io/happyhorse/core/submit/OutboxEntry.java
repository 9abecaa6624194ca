package io.happyhorse.core.submit;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One intent in an outbox, and its result.
 *
 * @param number the identifier of the intent in its file
 * @param state the result
 * @param intendedAt when the intent was written, immediately before the request was sent
 * @param gateway scheme, host and port of the gateway; null if it was not known
 * @param requestDigest the fingerprint of the request, see {@link io.happyhorse.core.task.VideoRequest#digest()}
 * @param kind the kind of task, which determines its duration, such as {@code t2v/1080P/5s}
 * @param taskId the id of the task; null unless it was submitted
 */
public record OutboxEntry(
    String number,
    State state,
    Instant intendedAt,
    @Nullable URI gateway,
    String requestDigest,
    String kind,
    @Nullable TaskId taskId) {
  /** The result of an intent. */
  public enum State {
    /** The gateway accepted the task; its id is known. */
    SUBMITTED,
    /** The request was not sent or was refused: no task exists, and nothing was charged. */
    WITHDRAWN,
    /** No result was written: the process was killed, or the response was lost. A task may exist and may have been charged. */
    UNKNOWN
  }

  OutboxEntry withdrawn() {
    return new OutboxEntry(
        number, State.WITHDRAWN, intendedAt, gateway, requestDigest, kind, taskId);
  }

  OutboxEntry submitted(TaskId id) {
    return new OutboxEntry(number, State.SUBMITTED, intendedAt, gateway, requestDigest, kind, id);
  }
}
