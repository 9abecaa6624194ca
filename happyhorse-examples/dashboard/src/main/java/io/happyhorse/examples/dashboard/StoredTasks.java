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
 * The tasks in the database of a cluster. It is read at most once a second, however many pages are open, and only while one is;
 * all rows, counts and charts are of the same reading.
 */
final class StoredTasks implements TaskListSource, AutoCloseable {
  /** The maximum number of waits, and of ends, the latest first. */
  static final int MOST = 10_000;

  static final Duration FRESH = Duration.ofSeconds(1);

  private final ClusterDatabase database;
  private final Path videos;
  private final Duration fresh;
  private final StoredLoad load = new StoredLoad();
  private final Map<TaskId, Entry> tasks = new HashMap<>();
  private ClusterDatabase.@Nullable Snapshot latest;
  private long readAt;
  private boolean isStale;
  private long version;
  private long lostAt;
  private int orders;

  /** A task, its row, and the version of the list since which it is so. */
  private record Entry(StoredTask task, TaskRow row, long version) {}

  /**
   * Shows a database.
   *
   * @param database the database, which is closed with this
   * @param videos the folder that the nodes download to, if this machine shares it
   * @param fresh how long a reading serves
   */
  StoredTasks(ClusterDatabase database, Path videos, Duration fresh) {
    this.database = database;
    this.videos = videos;
    this.fresh = fresh;
  }

  private ClusterDatabase.Snapshot refreshed() {
    ClusterDatabase.Snapshot known = latest;
    if (known != null && !isStale && System.nanoTime() - readAt < fresh.toNanos()) {
      return known;
    }
    ClusterDatabase.Snapshot snapshot = read();
    readAt = System.nanoTime();
    isStale = false;
    latest = snapshot;
    load.read(snapshot);
    take(snapshot);
    return snapshot;
  }

  private ClusterDatabase.Snapshot read() {
    try {
      return database.snapshot(MOST);
    } catch (ClusterException unreachable) {
      throw new SourceUnavailableException(String.valueOf(unreachable.getMessage()), unreachable);
    }
  }

  private void take(ClusterDatabase.Snapshot snapshot) {
    Map<TaskId, StoredTask> now = new HashMap<>();
    snapshot.ends().forEach(end -> now.put(end.id(), ended(end)));
    snapshot.waiting().stream().map(StoredWait::of).forEach(wait -> now.put(wait.id(), wait));
    version++;
    if (tasks.keySet().retainAll(now.keySet())) {
      lostAt = version;
    }
    now.values().stream().sorted(Comparator.comparing(StoredTask::since)).forEach(this::put);
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
      tasks.put(task.id(), new Entry(task, task.row(++orders), version));
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
    return known == null ? refreshed().now() : known.now().plus(since);
  }

  @Override
  public int speed() {
    return 1;
  }

  @Override
  public synchronized TaskChanges changesSince(long since) {
    ClusterDatabase.Snapshot unused = refreshed();
    boolean isComplete = since < lostAt || since == 0;
    List<TaskRow> rows = tasks.values().stream()
        .filter(entry -> isComplete || entry.version() > since)
        .map(Entry::row)
        .toList();
    return new TaskChanges(version, rows, isComplete);
  }

  @Override
  public synchronized Overall overall() {
    ClusterDatabase.Snapshot now = refreshed();
    List<StoredEnd> ends = new ArrayList<>();
    for (Entry entry : tasks.values()) {
      if (entry.task() instanceof StoredEnd end) {
        ends.add(end);
      }
    }
    return load.overall(now, ends);
  }

  /** Returns how many tasks are in the database but not in the list, which is limited. */
  @Override
  public synchronized long hidden() {
    ClusterDatabase.Snapshot now = refreshed();
    return Math.max(0, now.counts().waiting() - now.waiting().size())
        + Math.max(0, now.counts().ended() - now.ends().size());
  }

  @Override
  public synchronized @Nullable TaskDetail detail(TaskId id) {
    Entry entry = tasks.get(id);
    return entry == null ? null : entry.task().detail(entry.row());
  }

  @Override
  public boolean queryNow(TaskId id) {
    try {
      return database.pollNow(id) && isReadAgain();
    } catch (ClusterException unreachable) {
      throw new SourceUnavailableException(String.valueOf(unreachable.getMessage()), unreachable);
    }
  }

  private synchronized boolean isReadAgain() {
    isStale = true;
    return true;
  }

  @Override
  public boolean stop(TaskId id) {
    return false;
  }

  @Override
  public boolean keep(TaskId id) {
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
