package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The details of a wait that ended before the task finished.
 *
 * @param origin scheme, host and port of the gateway; null if the port does not provide it
 * @param lastObservation the last observation; null if there was none
 * @param elapsed the duration of the wait
 * @param polls the number of queries sent, including failed ones
 * @param lastError the error of the last query; null if it succeeded or no query was sent
 */
public record WaitDetails(
    TaskId taskId,
    @Nullable URI origin,
    @Nullable VideoTask lastObservation,
    Duration elapsed,
    int polls,
    @Nullable QueryException lastError)
    implements Serializable {

  public WaitDetails {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Returns the details as they appear in messages. */
  @Override
  public String toString() {
    return new DetailsText("task " + taskId)
        .add(" at ", origin)
        .addCount(polls, "poll")
        .add(" in ", DetailsText.of(elapsed))
        .add(", ", lastSeen())
        .add(", the last poll: ", lastError == null ? null : lastError.problem())
        .toString();
  }

  private String lastSeen() {
    return lastObservation == null
        ? "no response yet"
        : "last seen "
            + Redactor.line(lastObservation.rawStatus() + " " + lastObservation.progress());
  }
}
