package io.happyhorse.feign.micrometer;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WatcherSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Exposes the state of a {@link TaskWatcher} in a Micrometer registry. Thread-safe.
 *
 * <pre>{@code
 * new TaskWatcherMetrics(watcher).bindTo(registry);
 * }</pre>
 *
 * <table>
 *   <caption>Meters, all of them gauges</caption>
 *   <tr><th>name</th><th>meaning</th><th>unit</th></tr>
 *   <tr><td>{@code happyhorse.watcher.tasks}</td><td>watched tasks, by the tag {@code task.status}: their last observed status (such as
 *       {@code IN_PROGRESS}), or {@code none} before the first observation</td><td>tasks</td></tr>
 *   <tr><td>{@code happyhorse.watcher.due}</td><td>overdue tasks; a persistently high number means that the rate is too low, or the
 *       gateway too slow, for the interval</td><td>tasks</td></tr>
 *   <tr><td>{@code happyhorse.watcher.in.flight}</td><td>polls that have not returned</td><td>polls</td></tr>
 *   <tr><td>{@code happyhorse.watcher.rate}</td><td>allowed requests, reduced for a while after a pause</td>
 *       <td>requests per second</td></tr>
 *   <tr><td>{@code happyhorse.watcher.pause}</td><td>remaining time of the pause; 0 if there is none</td>
 *       <td>time, in the registry's base unit</td></tr>
 * </table>
 *
 * <p>All gauges of a watcher share one {@linkplain TaskWatcher#snapshot() snapshot} per second of the registry's clock, which keeps
 * reading them cheap with a hundred thousand tasks. The registry holds the watcher weakly: once it is garbage collected, its gauges
 * are {@code NaN}.
 */
public final class TaskWatcherMetrics implements MeterBinder {
  private static final String NAME = "happyhorse.watcher.";
  private static final String STATUS = "task.status";
  private static final String TASKS = "tasks";
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final TaskWatcher watcher;
  private final Tags tags;

  /** Creates a binder without additional tags, for an application with one watcher. */
  public TaskWatcherMetrics(TaskWatcher watcher) {
    this(watcher, Tags.empty());
  }

  /**
   * Creates a binder with additional tags, which distinguish several watchers.
   *
   * @param tags added to every meter
   */
  public TaskWatcherMetrics(TaskWatcher watcher, Iterable<Tag> tags) {
    this.watcher = Objects.requireNonNull(watcher, "watcher");
    this.tags = Tags.of(tags);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    SharedReading<TaskWatcher, WatcherSnapshot> snapshot =
        new SharedReading<>(TaskWatcher::snapshot, registry.config().clock(), FRESH);
    for (TaskStatus status : TaskStatus.values()) {
      gauge(TASKS, snapshot.then(now -> now.byStatus().getOrDefault(status, 0)))
          .description("Watched tasks by last observed status")
          .baseUnit(TASKS)
          .tag(STATUS, status.name())
          .register(registry);
    }
    gauge(TASKS, snapshot.then(WatcherSnapshot::unseen))
        .description("Watched tasks by last observed status")
        .baseUnit(TASKS)
        .tag(STATUS, "none")
        .register(registry);
    gauge("due", snapshot.then(WatcherSnapshot::due))
        .description("Tasks whose poll is overdue")
        .baseUnit(TASKS)
        .register(registry);
    gauge("in.flight", snapshot.then(WatcherSnapshot::inFlight))
        .description("Polls that have not returned")
        .baseUnit("polls")
        .register(registry);
    gauge("rate", snapshot.then(WatcherSnapshot::ratePerSecond))
        .description("Requests per second that are allowed")
        .register(registry);
    TimeGauge.builder(
            NAME + "pause",
            watcher,
            TimeUnit.NANOSECONDS,
            snapshot.then(now -> now.pauseLeft().toNanos()))
        .description("Remaining time of the pause of all polls")
        .tags(tags)
        .register(registry);
  }

  private Gauge.Builder<TaskWatcher> gauge(String name, ToDoubleFunction<TaskWatcher> value) {
    return Gauge.builder(NAME + name, watcher, value).tags(tags);
  }
}
