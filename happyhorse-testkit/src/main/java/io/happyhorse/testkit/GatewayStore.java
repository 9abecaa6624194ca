package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The state of a fake gateway, shared by its HTTP server and its ports in memory. Thread-safe. */
final class GatewayStore {
  final TimeSource time;
  final Ids ids;
  final Journal journal = new Journal(this);
  final FaultSchedule faults;
  final Ledger ledger = new Ledger(this);
  final SubmitHandler submissions = new SubmitHandler(this);
  final GatewayWatcher watcher = new GatewayWatcher(this);
  private final VideoOrigins origins = new VideoOrigins();
  private final Instant since;
  private final Map<String, FakeTask> tasks = new ConcurrentHashMap<>();

  /** The script for ids that were not accepted; null if such ids are unknown tasks. */
  private volatile @Nullable TaskScript scriptOfAnyId;

  /** The tasks that {@link #clear} removed. Waits for them may still run. */
  private final Set<String> forgotten = ConcurrentHashMap.newKeySet();

  private final AtomicInteger accepted = new AtomicInteger();

  GatewayStore(TimeSource time) {
    this.time = time;
    this.ids = new Ids(time);
    this.faults = new FaultSchedule(time);
    this.since = time.instant();
    if (time instanceof VirtualTime virtual) {
      virtual.addSource(this::nextChange);
    }
  }

  void serveVideosAt(String storage, String proxy) {
    origins.moveTo(storage, proxy);
    tasks.values().forEach(FakeTask::forgetBody);
  }

  void serveNoVideos() {
    origins.clear();
    tasks.values().forEach(FakeTask::forgetBody);
  }

  void clear() {
    forgotten.addAll(tasks.keySet());
    tasks.clear();
    scriptOfAnyId = null;
    faults.clear();
    submissions.clear();
    ledger.clear();
    journal.clear();
  }

  TaskId accept(TaskId id, TaskScript script) {
    forgotten.remove(id.value());
    if (tasks.putIfAbsent(id.value(), task(id, script, time.instant())) != null) {
      throw new IllegalArgumentException("Task " + id + " exists already: use another id.");
    }
    return id;
  }

  private FakeTask task(TaskId id, TaskScript script, Instant now) {
    return new FakeTask(id, script, since, now, accepted.getAndIncrement(), origins::urlOf);
  }

  void acceptAnyId(TaskScript script) {
    scriptOfAnyId = script;
  }

  private @Nullable FakeTask known(String id, Instant now) {
    TaskScript script = scriptOfAnyId;
    FakeTask task = tasks.get(id);
    return task != null || script == null
        ? task
        : tasks.computeIfAbsent(id, unknown -> task(TaskId.of(id), script, now));
  }

  TaskId newId() {
    return TaskId.of("asyntask_" + ids.next());
  }

  /** Returns when time next changes a task; null if it changes none. */
  private @Nullable Instant nextChange(Instant now) {
    return tasks.values().stream()
        .map(task -> task.nextChange(now))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Handles a request with the correct key. Returns null if the task does not exist. */
  @Nullable
  Exchange query(String id, Instant now, boolean overHttp) {
    FakeTask task = known(id, now);
    if (task == null) {
      if (!forgotten.contains(id)) {
        journal.noteUnknown(now, id);
      }
      return null;
    }
    Exchange exchange =
        task.query(now, overHttp, number -> faults.faultOf(task.ordinal(), number, now));
    journal.note(now, exchange);
    return exchange;
  }

  @Nullable
  FakeTask find(String id) {
    return tasks.get(id);
  }

  FakeTask require(TaskId id) {
    FakeTask task = find(id.value());
    if (task == null) {
      throw new IllegalArgumentException("There is no task " + id + ": accept it first.");
    }
    return task;
  }

  Collection<FakeTask> tasks() {
    return tasks.values();
  }
}
