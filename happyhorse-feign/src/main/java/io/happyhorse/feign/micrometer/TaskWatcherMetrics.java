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
 * Shows what a {@link TaskWatcher} is doing in a Micrometer registry. Thread-safe.
 *
 * <pre>{@code
 * new TaskWatcherMetrics(watcher).bindTo(registry);
 * }</pre>
 *
 * <table>
 *   <caption>Meters, all of them gauges</caption>
 *   <tr><th>name</th><th>meaning</th><th>unit</th></tr>
 *   <tr><td>{@code happyhorse.watcher.tasks}</td><td>tasks that are waited for, by the tag {@code task.status}: the state in which
 *       they were last seen (such as {@code IN_PROGRESS}), or {@code none} before the first observation</td><td>tasks</td></tr>
 *   <tr><td>{@code happyhorse.watcher.due}</td><td>tasks that should have been polled by now; more than a few for long mean that the
 *       rate is too low, or the gateway too slow, for the interval</td><td>tasks</td></tr>
 *   <tr><td>{@code happyhorse.watcher.in.flight}</td><td>polls that have not returned</td><td>polls</td></tr>
 *   <tr><td>{@code happyhorse.watcher.rate}</td><td>allowed requests, fewer for a while after a pause</td>
 *       <td>requests per second</td></tr>
 *   <tr><td>{@code happyhorse.watcher.pause}</td><td>how long the gateway is still left alone; 0 if it is not</td>
 *       <td>time, in the registry's base unit</td></tr>
 * </table>
 *
 * <p>One {@linkplain TaskWatcher#snapshot() snapshot} serves all gauges of a watcher for a second of the registry's clock, so that
 * reading them costs little with a hundred thousand tasks, too. A registry does not keep the watcher from being garbage collected;
 * its gauges are {@code NaN} from then on.
 */
public final class TaskWatcherMetrics implements MeterBinder {
  private static final String NAME = "happyhorse.watcher.";
  private static final String STATUS = "task.status";
  private static final String TASKS = "tasks";
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final TaskWatcher watcher;
  private final Tags tags;

  /**
   * Creates a binder without tags of its own, for an application with one watcher.
   *
   * @param watcher the watcher to show
   */
  public TaskWatcherMetrics(TaskWatcher watcher) {
    this(watcher, Tags.empty());
  }

  /**
   * Creates a binder whose meters have more tags, to tell several watchers apart.
   *
   * @param watcher the watcher to show
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
          .description("Tasks that are waited for, by the state in which they were last seen")
          .baseUnit(TASKS)
          .tag(STATUS, status.name())
          .register(registry);
    }
    gauge(TASKS, snapshot.then(WatcherSnapshot::unseen))
        .description("Tasks that are waited for, by the state in which they were last seen")
        .baseUnit(TASKS)
        .tag(STATUS, "none")
        .register(registry);
    gauge("due", snapshot.then(WatcherSnapshot::due))
        .description("Tasks that should have been polled by now")
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
        .description("How long the gateway is still left alone")
        .tags(tags)
        .register(registry);
  }

  private Gauge.Builder<TaskWatcher> gauge(String name, ToDoubleFunction<TaskWatcher> value) {
    return Gauge.builder(NAME + name, watcher, value).tags(tags);
  }
}
