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
 * A wait in the database.
 *
 * @param stored its row
 * @param id the task
 * @param state the state of the wait
 */
record StoredWait(ClusterTables.Waiting stored, TaskId id, WaitState state) implements StoredTask {
  static StoredWait of(ClusterTables.Waiting stored) {
    TaskId id = TaskId.of(stored.id());
    return new StoredWait(stored, id, stateOf(id, stored.state()));
  }

  /** A state of another version is shown as what a node makes of it: the wait starts again. */
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
    VideoTask seen = state.lastObservation();
    OptionalInt percent = seen == null ? OptionalInt.empty() : seen.progress().percent();
    LastError error = state.lastError();
    return new TaskRow(
        id,
        order,
        RowState.of(seen),
        seen == null || seen.rawStatus().equals(seen.status().name()) ? null : seen.rawStatus(),
        percent.isPresent() ? percent.getAsInt() : null,
        seen == null ? "" : seen.progress().text(),
        submittedAt(seen),
        null,
        null,
        stored.nextPoll(),
        state.polls(),
        error == null ? null : error.message(),
        null,
        VideoState.NONE);
  }

  /** On the database's clock: the age was computed on the gateway's. */
  private @Nullable Instant submittedAt(@Nullable VideoTask seen) {
    return seen == null || seen.timeline().submittedAt() == null
        ? null
        : stored.since().minus(state.age(Duration.ZERO));
  }

  @Override
  public TaskDetail detail(TaskRow row) {
    VideoTask seen = state.lastObservation();
    return new TaskDetail(
        row,
        null,
        null,
        null,
        lastError(),
        null,
        null,
        seen == null ? null : seen.requestId(),
        null);
  }

  private TaskDetail.@Nullable PollError lastError() {
    LastError error = state.lastError();
    return error == null
        ? null
        : new TaskDetail.PollError(null, error.message(), "", error.httpStatus(), null);
  }
}
