package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;

/** A task in the database of a cluster: a wait or an end. */
interface StoredTask {
  TaskId id();

  /** Returns the earliest stored time, which determines the position in the list. */
  Instant since();

  TaskRow row(int order);

  TaskDetail detail(TaskRow row);
}
