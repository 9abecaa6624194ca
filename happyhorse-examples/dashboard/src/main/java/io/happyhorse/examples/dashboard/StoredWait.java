package io.happyhorse.examples.dashboard;

import io.happyhorse.core.lifecycle.LastError;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.examples.cluster.ClusterTables;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A wait that has not ended, in the database.
 *
 * @param stored the row of the wait
 * @param id the task
 * @param state the state of the wait
 */
record StoredWait(ClusterTables.Waiting stored, TaskId id, WaitState state) implements StoredTask {
  static StoredWait of(ClusterTables.Waiting stored) {
    TaskId id = TaskId.of(stored.id());
    return new StoredWait(stored, id, stateOf(id, stored.state()));
  }

  /** Returns a new state if the text is of another version, since a node starts such a wait again. */
  private static WaitState stateOf(TaskId id, String text) {
    try {
      return WaitState.parse(id, text);
    } catch (IllegalArgumentException ofAnotherVersion) {
      return WaitState.begin();
    }
  }

  @Override
  public Instant since() {
    return stored.since();
  }

  @Override
  public TaskRow row(int order) {
    VideoTask task = state.lastObservation();
    OptionalInt percent = task == null ? OptionalInt.empty() : task.progress().percent();
    LastError error = state.lastError();
    return new TaskRow(
        id,
        order,
        RowState.of(task),
        task == null || task.rawStatus().equals(task.status().name()) ? null : task.rawStatus(),
        percent.isPresent() ? percent.getAsInt() : null,
        task == null ? "" : task.progress().text(),
        submittedAt(task),
        null,
        null,
        stored.nextPoll(),
        state.polls(),
        error == null ? null : error.message(),
        null,
        VideoState.NONE);
  }

  /** Converts the time to the clock of the database, by the age, which was computed on the clock of the gateway. */
  private @Nullable Instant submittedAt(@Nullable VideoTask task) {
    return task == null || task.timeline().submittedAt() == null
        ? null
        : stored.since().minus(state.age(Duration.ZERO));
  }

  @Override
  public TaskDetail detail(TaskRow row) {
    VideoTask task = state.lastObservation();
    return new TaskDetail(
        row,
        null,
        null,
        null,
        lastError(),
        null,
        null,
        task == null ? null : task.requestId(),
        null);
  }

  private TaskDetail.@Nullable PollError lastError() {
    LastError error = state.lastError();
    return error == null
        ? null
        : new TaskDetail.PollError(null, error.message(), "", error.httpStatus(), null);
  }
}
