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
  /** The features that only some sources support. */
  enum Feature {
    TIMELINE,
    RAW_JSON,
    STOP,
    DOWNLOAD
  }

  Set<Feature> features();

  /** Returns the current time on the clock of this source, which all its instants refer to. */
  Instant instant();

  /** Returns how many times faster that clock runs; 1 except in the demonstration. */
  int speed();

  /** Returns the rows that have changed since a version; all rows for version 0. */
  TaskChanges changesSince(long version);

  LoadSummary summary();

  /** Returns the number of tasks that the list omits, since its length is limited. */
  default long omitted() {
    return 0;
  }

  /** Returns everything that is known about a task; null if there is no such task. */
  @Nullable
  TaskDetail detail(TaskId id);

  /** Polls a task as soon as the rate allows; an abandoned wait starts again. Returns false if that is not possible. */
  boolean pollNow(TaskId id);

  /** Ends the wait for a task, but not the task itself. Returns false if there is no wait. */
  boolean stop(TaskId id);

  /** Starts the download of a video. Returns false if that is not possible. */
  boolean download(TaskId id);

  /** Returns the file of a downloaded video; null if there is none. */
  @Nullable
  Path video(TaskId id);
}
