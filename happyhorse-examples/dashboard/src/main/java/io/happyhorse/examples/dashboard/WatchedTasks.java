package io.happyhorse.examples.dashboard;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.error.HappyHorseException;
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
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
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

/**
 * The tasks of a watcher in this process. It never calls the watcher while it holds a lock of its own.
 */
final class WatchedTasks implements TaskListSource, AutoCloseable {
  private static final double SHARE = 0.8;

  private final WatchSettings settings;
  private final @Nullable VideoShelf shelf;
  private final Load load;
  private final TaskWatcher watcher;
  private final Map<TaskId, TrackedTask> tasks = new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();

  WatchedTasks(TaskQueryPort port, WatchSettings settings, @Nullable VideoShelf shelf) {
    this.settings = settings;
    this.shelf = shelf;
    this.load = new Load(settings.time());
    this.watcher = TaskWatcher.builder(new MeteredQueries(port, load.requests(), settings.time()))
        .time(settings.time())
        .ratePerSecond(settings.ratePerSecond())
        .schedule(new ReportingSchedule(PollSchedule.learned(settings.times()), this::planned))
        .onEvent(this::onEvent)
        .build();
  }

  /** Begins to wait for tasks; one that is known is left as it is. */
  void watch(Collection<TaskId> ids) {
    for (TaskId id : ids) {
      TrackedTask task =
          new TrackedTask(id, tasks.size() + 1, instant(), versions::incrementAndGet);
      if (tasks.putIfAbsent(id, task) == null) {
        begin(id, task);
      }
    }
  }

  private void begin(TaskId id, TrackedTask task) {
    WaitOptions wait =
        WaitOptions.within(settings.timeout()).onObservation(seen -> onObservation(task, seen));
    TaskHandle handle =
        watcher.watch(id, settings.kind() == null ? wait : wait.kind(settings.kind()));
    task.waitingWith(handle);
    CompletableFuture<VideoTask> unused =
        handle.future().whenComplete((end, error) -> ended(task, end, error));
  }

  private void onObservation(TrackedTask task, TaskObservation seen) {
    Duration eta = seen.task().isFinished()
        ? null
        : settings.times().eta(seen.task(), settings.kind(), Duration.ZERO, SHARE);
    task.onObservation(seen, instant(), eta);
    if (seen.task().isFinished()) {
      load.finished(seen.task(), seen.polls() > 1);
    }
  }

  private void planned(TaskId id, Duration interval) {
    with(id, task -> task.planned(instant().plus(interval)));
  }

  private void onEvent(WatcherEvent event) {
    if (event instanceof WatcherEvent.PollFailed failed) {
      load.pollFailed(failed.error());
      with(failed.error().taskId(), task -> task.pollFailed(failed.error(), instant()));
    }
  }

  private void ended(TrackedTask task, @Nullable VideoTask end, @Nullable Throwable error) {
    if (end != null) {
      task.finished();
      offerVideo(task, end);
    } else if (unwrapped(error) instanceof WaitException wait) {
      task.gaveUp(wait);
    }
  }

  private void offerVideo(TrackedTask task, VideoTask end) {
    if (shelf == null || end.link() == null) {
      return;
    }
    task.video(shelf.find(end.id()) == null ? VideoState.KEEPABLE : VideoState.KEPT, null);
    if (shelf.keepsAll()) {
      boolean unused = keep(end.id());
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable error) {
    return error instanceof CompletionException ? error.getCause() : error;
  }

  @Override
  public Set<Feature> features() {
    return shelf == null
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
  public Overall overall() {
    return load.overall(watcher.snapshot());
  }

  @Override
  public @Nullable TaskDetail detail(TaskId id) {
    TrackedTask task = tasks.get(id);
    return task == null ? null : task.detail();
  }

  @Override
  public boolean queryNow(TaskId id) {
    TrackedTask task = tasks.get(id);
    if (task == null) {
      return false;
    }
    if (watcher.nudge(id)) {
      task.planned(instant());
      return true;
    }
    return beginAgain(id, task);
  }

  private boolean beginAgain(TaskId id, TrackedTask task) {
    if (task.row().state() != RowState.GAVE_UP) {
      return false;
    }
    task.waitingAgain(instant());
    begin(id, task);
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
  public boolean keep(TaskId id) {
    TrackedTask task = tasks.get(id);
    VideoTask end = task == null ? null : task.seen();
    if (task == null || shelf == null || end == null || !task.beginsToKeep()) {
      return false;
    }
    CompletableFuture<DownloadedVideo> unused = shelf
        .keep(end)
        .whenComplete((video, error) -> task.video(
            video == null ? VideoState.KEEPABLE : VideoState.KEPT,
            unwrapped(error) instanceof HappyHorseException known ? known.getMessage() : null));
    return true;
  }

  @Override
  public @Nullable Path video(TaskId id) {
    TrackedTask task = tasks.get(id);
    return shelf == null || task == null || task.video() != VideoState.KEPT ? null : shelf.find(id);
  }

  private void with(TaskId id, Consumer<TrackedTask> action) {
    TrackedTask task = tasks.get(id);
    if (task != null) {
      action.accept(task);
    }
  }

  @Override
  public void close() {
    watcher.close();
    if (shelf != null) {
      shelf.close();
    }
  }
}
