package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The details of a task that a schedule decides on.
 *
 * @param kind the kind that the caller stated for the task; null if none was stated
 * @param last the last observation; null if there was none
 * @param age the age of the task: since its submission if that is known, since the wait began otherwise
 * @param runningFor how long the task has been running; null if it was not observed running
 * @param polls the number of polls so far, including failed ones
 * @param failedPolls the number of failed polls since the last successful one; 0 if the last poll succeeded
 * @param serverHint the Retry-After of the last poll; null if there was none. The watcher itself respects it
 * @param chance a random number from 0 up to but not including 1, drawn for each context
 */
public record PollContext(
    TaskId id,
    @Nullable String kind,
    @Nullable VideoTask last,
    Duration age,
    @Nullable Duration runningFor,
    int polls,
    int failedPolls,
    @Nullable Duration serverHint,
    double chance) {
  public PollContext {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(age, "age");
  }
}
