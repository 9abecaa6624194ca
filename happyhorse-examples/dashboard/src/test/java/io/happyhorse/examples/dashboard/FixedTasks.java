package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks with exactly the rows and details that a test adds. */
final class FixedTasks implements TaskListSource {
  private final List<TaskRow> rows = new ArrayList<>();
  private final Map<TaskId, TaskDetail> details = new HashMap<>();
  private final Set<Feature> features;
  private volatile @Nullable Instant pausedUntil;

  FixedTasks(Feature... features) {
    this.features = Set.of(features);
  }

  TaskRow add(
      String id,
      RowState state,
      int polls,
      @Nullable Duration expectedAge,
      @Nullable Instant expires,
      VideoState video) {
    Instant submitted = instant().minusSeconds(100);
    TaskRow row = new TaskRow(
        TaskId.of(id),
        rows.size() + 1,
        state,
        null,
        50,
        "50%",
        submitted,
        state == RowState.SUCCESS ? submitted.plusSeconds(100) : null,
        expectedAge,
        null,
        polls,
        null,
        expires,
        video);
    rows.add(row);
    return row;
  }

  void detail(TaskRow row, TaskDetail.@Nullable History history) {
    details.put(row.id(), new TaskDetail(row, history, null, null, null, null, null, null, null));
  }

  void pauseUntil(@Nullable Instant end) {
    pausedUntil = end;
  }

  @Override
  public Set<Feature> features() {
    return features;
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public int speed() {
    return 1;
  }

  @Override
  public TaskChanges changesSince(long version) {
    return new TaskChanges(1, version == 0 ? List.copyOf(rows) : List.of(), version == 0);
  }

  @Override
  public LoadSummary summary() {
    Instant end = pausedUntil;
    return new LoadSummary(
        Collections.nCopies(120, 2),
        5,
        1,
        0,
        end,
        end == null ? null : "Too many requests",
        Duration.ofSeconds(3),
        Duration.ofSeconds(9),
        Collections.nCopies(30, 4));
  }

  @Override
  public @Nullable TaskDetail detail(TaskId id) {
    return details.get(id);
  }

  @Override
  public boolean pollNow(TaskId id) {
    return details.containsKey(id);
  }

  @Override
  public boolean stop(TaskId id) {
    return false;
  }

  @Override
  public boolean download(TaskId id) {
    return false;
  }

  @Override
  public @Nullable Path video(TaskId id) {
    return null;
  }
}
