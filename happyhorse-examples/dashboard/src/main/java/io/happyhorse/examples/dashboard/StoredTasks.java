package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.cluster.ClusterDatabase;
import io.happyhorse.examples.cluster.ClusterException;
import io.happyhorse.examples.cluster.TaskEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks in the database of a cluster. The database is read at most once a second for all pages together, and only while a page is
 * open. All rows, counts and charts are of the same snapshot.
 */
final class StoredTasks implements TaskListSource, AutoCloseable {
  /** The maximum number of waits, and of ends. The latest ends are shown. */
  static final int MAX_TASKS = 10_000;

  static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);

  private final ClusterDatabase database;
  private final Path videos;
  private final Duration refreshInterval;
  private final ClusterLoad load = new ClusterLoad();
  private final Map<TaskId, Entry> tasks = new HashMap<>();
  private ClusterDatabase.@Nullable Snapshot latest;
  private long readAt;
  private boolean isStale;
  private long version;
  private long lastRemoval;
  private int lastOrder;

  /** A task, its row, and the version of the list in which it last changed. */
  private record Entry(StoredTask task, TaskRow row, long version) {}

  /**
   * Creates a source for a database.
   *
   * @param database the database; closed by {@link #close()}
   * @param videos the folder of the downloaded videos, if this machine shares it with the nodes
   * @param refreshInterval the minimum time between two snapshots
   */
  StoredTasks(ClusterDatabase database, Path videos, Duration refreshInterval) {
    this.database = database;
    this.videos = videos;
    this.refreshInterval = refreshInterval;
  }

  private ClusterDatabase.Snapshot latestSnapshot() {
    ClusterDatabase.Snapshot known = latest;
    if (known != null && !isStale && System.nanoTime() - readAt < refreshInterval.toNanos()) {
      return known;
    }
    ClusterDatabase.Snapshot snapshot = read();
    readAt = System.nanoTime();
    isStale = false;
    latest = snapshot;
    load.add(snapshot);
    update(snapshot);
    return snapshot;
  }

  private ClusterDatabase.Snapshot read() {
    try {
      return database.snapshot(MAX_TASKS);
    } catch (ClusterException unreachable) {
      throw new SourceUnavailableException(String.valueOf(unreachable.getMessage()), unreachable);
    }
  }

  private void update(ClusterDatabase.Snapshot snapshot) {
    Map<TaskId, StoredTask> current = new HashMap<>();
    snapshot.ends().forEach(end -> current.put(end.id(), ended(end)));
    snapshot.waiting().stream().map(StoredWait::of).forEach(wait -> current.put(wait.id(), wait));
    version++;
    if (tasks.keySet().retainAll(current.keySet())) {
      lastRemoval = version;
    }
    current.values().stream().sorted(Comparator.comparing(StoredTask::since)).forEach(this::put);
  }

  private StoredTask ended(TaskEnd end) {
    Entry known = tasks.get(end.id());
    return known != null && known.task() instanceof StoredEnd same && same.end().equals(end)
        ? same
        : StoredEnd.of(end, file(end) != null);
  }

  private @Nullable Path file(TaskEnd end) {
    if (end.videoFile() == null) {
      return null;
    }
    Path file = videos.resolve(end.id() + ".mp4");
    return Files.isRegularFile(file) ? file : null;
  }

  private void put(StoredTask task) {
    Entry known = tasks.get(task.id());
    if (known == null) {
      tasks.put(task.id(), new Entry(task, task.row(++lastOrder), version));
    } else if (!known.task().equals(task)) {
      tasks.put(task.id(), new Entry(task, task.row(known.row().order()), version));
    }
  }

  @Override
  public Set<Feature> features() {
    return Set.of();
  }

  @Override
  public synchronized Instant instant() {
    Duration since = Duration.ofNanos(System.nanoTime() - readAt);
    ClusterDatabase.Snapshot known = latest;
    return known == null ? latestSnapshot().now() : known.now().plus(since);
  }

  @Override
  public int speed() {
    return 1;
  }

  @Override
  public synchronized TaskChanges changesSince(long since) {
    ClusterDatabase.Snapshot unused = latestSnapshot();
    boolean isComplete = since < lastRemoval || since == 0;
    List<TaskRow> rows = tasks.values().stream()
        .filter(entry -> isComplete || entry.version() > since)
        .map(Entry::row)
        .toList();
    return new TaskChanges(version, rows, isComplete);
  }

  @Override
  public synchronized LoadSummary summary() {
    ClusterDatabase.Snapshot now = latestSnapshot();
    List<StoredEnd> ends = new ArrayList<>();
    for (Entry entry : tasks.values()) {
      if (entry.task() instanceof StoredEnd end) {
        ends.add(end);
      }
    }
    return load.summary(now, ends);
  }

  @Override
  public synchronized long omitted() {
    ClusterDatabase.Snapshot now = latestSnapshot();
    return Math.max(0, now.counts().waiting() - now.waiting().size())
        + Math.max(0, now.counts().ended() - now.ends().size());
  }

  @Override
  public synchronized @Nullable TaskDetail detail(TaskId id) {
    Entry entry = tasks.get(id);
    return entry == null ? null : entry.task().detail(entry.row());
  }

  @Override
  public boolean pollNow(TaskId id) {
    try {
      boolean isPossible = database.pollNow(id);
      invalidateSnapshot();
      return isPossible;
    } catch (ClusterException unreachable) {
      throw new SourceUnavailableException(String.valueOf(unreachable.getMessage()), unreachable);
    }
  }

  private synchronized void invalidateSnapshot() {
    isStale = true;
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
  public synchronized @Nullable Path video(TaskId id) {
    Entry entry = tasks.get(id);
    return entry != null && entry.task() instanceof StoredEnd end ? file(end.end()) : null;
  }

  @Override
  public void close() {
    database.close();
  }
}
