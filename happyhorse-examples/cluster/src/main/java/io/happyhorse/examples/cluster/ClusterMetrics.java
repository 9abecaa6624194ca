package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of a node ({@code happyhorse.node.*}) and of the cluster ({@code happyhorse.cluster.*}). Values from the database are at
 * most 5 s old, so that several gauges share one query. Thread-safe.
 */
public final class ClusterMetrics implements MeterBinder {
  private static final long FRESH = Duration.ofSeconds(5).toNanos();

  private final ClusterTables tables;
  private final Scheduler waits;
  private final int threads;
  private final RequestBudget budget;
  private final NodeCounters counters;
  private ClusterTables.Counts counts;
  private long countedAt;

  ClusterMetrics(
      ClusterTables tables,
      Scheduler waits,
      int threads,
      RequestBudget budget,
      NodeCounters counters) {
    this.tables = tables;
    this.waits = waits;
    this.threads = threads;
    this.budget = budget;
    this.counters = counters;
    this.counts = tables.counts();
    this.countedAt = System.nanoTime();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    cluster(registry, "waiting", ClusterTables.Counts::waiting);
    cluster(registry, "oldest.due.seconds", ClusterTables.Counts::oldestDueSeconds);
    cluster(registry, "paused.seconds", ClusterTables.Counts::pausedSeconds);
    cluster(registry, "links.expiring", ClusterTables.Counts::expiring);
    ends(registry, "SUCCESS", ClusterTables.Counts::succeeded);
    ends(registry, "FAILURE", ClusterTables.Counts::failed);
    ends(registry, "GAVE_UP", ClusterTables.Counts::gaveUp);
    Gauge.builder(
            "happyhorse.node.slots.used",
            waits,
            node -> node.getCurrentlyExecuting().size())
        .register(registry);
    Gauge.builder("happyhorse.node.slots", () -> threads).register(registry);
    Gauge.builder("happyhorse.node.paused", budget, it -> it.pausedUntil() == null ? 0 : 1)
        .register(registry);
    FunctionTimer.builder(
            "happyhorse.node.lag",
            counters,
            it -> it.polls.sum(),
            it -> it.lagMillis.sum(),
            TimeUnit.MILLISECONDS)
        .register(registry);
    FunctionCounter.builder("happyhorse.node.taken.over", counters, it -> it.takenOver.sum())
        .register(registry);
  }

  private void cluster(
      MeterRegistry registry, String name, ToDoubleFunction<ClusterTables.Counts> value) {
    Gauge.builder("happyhorse.cluster." + name, this, it -> value.applyAsDouble(it.counts()))
        .register(registry);
  }

  private void ends(
      MeterRegistry registry, String outcome, ToDoubleFunction<ClusterTables.Counts> value) {
    Gauge.builder("happyhorse.cluster.ended", this, it -> value.applyAsDouble(it.counts()))
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Returns the last counts while the database is unreachable. */
  private synchronized ClusterTables.Counts counts() {
    if (System.nanoTime() - countedAt > FRESH) {
      countedAt = System.nanoTime();
      try {
        counts = tables.counts();
      } catch (ClusterException unreachable) {
        return counts;
      }
    }
    return counts;
  }
}
