package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;

/** A task as a database has it: a wait or an end. */
interface StoredTask {
  TaskId id();

  /** Returns when its wait began or, if that is not stored, the earliest time that is. */
  Instant since();

  TaskRow row(int order);

  TaskDetail detail(TaskRow row);
}
