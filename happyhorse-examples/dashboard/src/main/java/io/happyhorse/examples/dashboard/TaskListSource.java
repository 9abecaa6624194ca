package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that the page shows, and what can be done to them. Methods may throw {@link SourceUnavailableException}.
 * Thread-safe.
 */
interface TaskListSource {
  /** What a source may lack, since it is not stored everywhere. */
  enum Feature {
    TIMELINE,
    RAW_JSON,
    STOP,
    KEEP
  }

  Set<Feature> features();

  /** Returns the present on the clock that all instants of this source are on. */
  Instant instant();

  /** Returns how many seconds pass on that clock in a second; 1 unless this is a demonstration. */
  int speed();

  /** Returns the rows that changed after a version, as of one moment; all rows after version 0. */
  TaskChanges changesSince(long version);

  Overall overall();

  /** Returns how many tasks there are beyond those in the list. */
  default long hidden() {
    return 0;
  }

  /** Returns all that is known of a task; null if there is no such task. */
  @Nullable
  TaskDetail detail(TaskId id);

  /** Queries a task as soon as the rate allows; a wait that was given up begins again. */
  boolean queryNow(TaskId id);

  /** Ends the wait for a task; the task itself continues at the gateway. */
  boolean stop(TaskId id);

  /** Downloads the video of a task that succeeded. */
  boolean keep(TaskId id);

  /** Returns the file of a video that was downloaded; null if there is none. */
  @Nullable
  Path video(TaskId id);
}
