package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a task when its next poll is planned.
 *
 * @param id the task
 * @param kind the kind that the caller stated for the task; null if none was stated
 * @param last the last observation; null if the task was never seen
 * @param age the age of the task: since its submission if that is known, since the wait began otherwise
 * @param runningFor how long the task has been running; null if it was not seen running
 * @param polls the number of polls so far, answered or not
 * @param failedPolls the number of polls since the last one that was answered; 0 if the last poll was answered
 * @param serverHint the Retry-After of the last poll; null if there was none. The watcher obeys it by itself
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
