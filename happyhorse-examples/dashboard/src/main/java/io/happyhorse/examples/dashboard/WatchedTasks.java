package io.happyhorse.examples.dashboard;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskHandle;
import io.happyhorse.core.watch.TaskObservation;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.core.watch.WatcherEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tasks of a watcher in this process. Never calls the watcher while it holds a lock. */
final class WatchedTasks implements TaskListSource, AutoCloseable {
  private static final double EXPECTED_SHARE = 0.8;

  private final WatchSettings settings;
  private final @Nullable VideoFolder folder;
  private final @Nullable TaskVideos videos;
  private final WatcherLoad load;
  private final TaskWatcher watcher;
  private final Map<TaskId, TrackedTask> tasks = new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();

  WatchedTasks(TaskQueryPort port, WatchSettings settings, @Nullable VideoFolder folder) {
    this.settings = settings;
    this.folder = folder;
    this.videos = folder == null ? null : new TaskVideos(folder);
    this.load = new WatcherLoad(settings.time());
    this.watcher = TaskWatcher.builder(new MeteredQueries(port, load.requests(), settings.time()))
        .time(settings.time())
        .ratePerSecond(settings.ratePerSecond())
        .schedule(
            new ReportingSchedule(PollSchedule.learned(settings.times()), this::pollScheduled))
        .onEvent(this::onEvent)
        .build();
  }

  /** Starts to wait for tasks, except for those that are already in the list. */
  void watch(Collection<TaskId> ids) {
    for (TaskId id : ids) {
      TrackedTask task =
          new TrackedTask(id, tasks.size() + 1, instant(), versions::incrementAndGet);
      if (tasks.putIfAbsent(id, task) == null) {
        startWait(id, task);
      }
    }
  }

  private void startWait(TaskId id, TrackedTask task) {
    WaitOptions wait = settings.waitOptions().onObservation(seen -> onObservation(task, seen));
    TaskHandle handle = watcher.watch(id, wait);
    task.setHandle(handle);
    CompletableFuture<VideoTask> unused =
        handle.future().whenComplete((end, error) -> ended(task, end, error));
  }

  private void onObservation(TrackedTask task, TaskObservation seen) {
    Duration eta = seen.task().isFinished()
        ? null
        : settings.times().eta(seen.task(), settings.kind(), Duration.ZERO, EXPECTED_SHARE);
    task.onObservation(seen, instant(), eta);
    if (seen.task().isFinished()) {
      load.finished(seen.task(), seen.polls() > 1);
    }
  }

  private void pollScheduled(TaskId id, Duration interval) {
    update(id, task -> task.pollScheduled(instant().plus(interval)));
  }

  private void onEvent(WatcherEvent event) {
    if (event instanceof WatcherEvent.PollFailed failed) {
      load.pollFailed(failed.error());
      update(failed.error().taskId(), task -> task.pollFailed(failed.error(), instant()));
    }
  }

  private void ended(TrackedTask task, @Nullable VideoTask end, @Nullable Throwable error) {
    if (end != null) {
      task.finished();
      if (videos != null) {
        videos.taskEnded(task, end);
      }
    } else if (cause(error) instanceof WaitException abandoned) {
      task.gaveUp(abandoned);
    }
  }

  private static @Nullable Throwable cause(@Nullable Throwable error) {
    return error instanceof CompletionException ? error.getCause() : error;
  }

  @Override
  public Set<Feature> features() {
    return folder == null
        ? Set.of(Feature.TIMELINE, Feature.RAW_JSON, Feature.STOP)
        : Set.of(Feature.values());
  }

  @Override
  public Instant instant() {
    return settings.time().instant();
  }

  @Override
  public int speed() {
    return settings.speed();
  }

  @Override
  public TaskChanges changesSince(long version) {
    long upTo = versions.get();
    List<TaskRow> rows = tasks.values().stream()
        .filter(task -> task.version() > version)
        .map(TrackedTask::row)
        .toList();
    return new TaskChanges(upTo, rows, version == 0);
  }

  @Override
  public LoadSummary summary() {
    return load.summary(watcher.snapshot());
  }

  @Override
  public @Nullable TaskDetail detail(TaskId id) {
    TrackedTask task = tasks.get(id);
    return task == null ? null : task.detail();
  }

  @Override
  public boolean pollNow(TaskId id) {
    TrackedTask task = tasks.get(id);
    if (task == null) {
      return false;
    }
    if (watcher.nudge(id)) {
      task.pollScheduled(instant());
      return true;
    }
    return restartWait(id, task);
  }

  private boolean restartWait(TaskId id, TrackedTask task) {
    if (!task.startWaitAgain(instant())) {
      return false;
    }
    startWait(id, task);
    return true;
  }

  @Override
  public boolean stop(TaskId id) {
    TrackedTask task = tasks.get(id);
    TaskHandle handle = task == null ? null : task.handle();
    if (handle == null || handle.future().isDone()) {
      return false;
    }
    handle.stop();
    return true;
  }

  @Override
  public boolean download(TaskId id) {
    TrackedTask task = tasks.get(id);
    return task != null && videos != null && videos.download(task);
  }

  @Override
  public @Nullable Path video(TaskId id) {
    TrackedTask task = tasks.get(id);
    return task == null || videos == null ? null : videos.find(id, task);
  }

  private void update(TaskId id, Consumer<TrackedTask> action) {
    TrackedTask task = tasks.get(id);
    if (task != null) {
      action.accept(task);
    }
  }

  @Override
  public void close() {
    watcher.close();
    if (folder != null) {
      folder.close();
    }
  }
}
