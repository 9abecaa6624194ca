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
 * What is known when a wait ends without the task's end.
 *
 * @param taskId the task that was waited for
 * @param origin scheme, host and port of the gateway; null if the port does not tell
 * @param lastObservation the last good answer; null if there was none
 * @param elapsed how long the wait took
 * @param polls how many questions were asked, answered or not
 * @param lastError why the last question was not answered; null if it was, or none was asked
 */
public record WaitDetails(
    TaskId taskId,
    @Nullable URI origin,
    @Nullable VideoTask lastObservation,
    Duration elapsed,
    int polls,
    @Nullable QueryException lastError)
    implements Serializable {
  /**
   * Takes the details.
   *
   * @param taskId as the record says
   * @param origin as the record says
   * @param lastObservation as the record says
   * @param elapsed as the record says
   * @param polls as the record says
   * @param lastError as the record says
   */
  public WaitDetails {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Returns the details as it stands in messages. */
  @Override
  public String toString() {
    return "task "
        + taskId
        + (origin == null ? "" : " at " + origin)
        + ", "
        + polls
        + (polls == 1 ? " poll" : " polls")
        + " in "
        + readable(elapsed)
        + ", "
        + (lastObservation == null ? "no answer yet" : "last seen " + lastSeen(lastObservation))
        + (lastError == null ? "" : ", the last poll: " + lastError.problem());
  }

  private static String lastSeen(VideoTask task) {
    return Redactor.line(task.rawStatus() + " " + task.progress());
  }

  private static String readable(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + " ms";
    }
    return duration.toMinutes() == 0
        ? duration.toSeconds() + " s"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
