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
  private static final long MAX_AGE_NANOS = Duration.ofSeconds(5).toNanos();

  private final ClusterTables tables;
  private final Scheduler polls;
  private final int threads;
  private final RequestBudget budget;
  private final NodeCounters counters;
  private ClusterCounts counts;
  private long countedAt;

  ClusterMetrics(
      ClusterTables tables,
      Scheduler polls,
      int threads,
      RequestBudget budget,
      NodeCounters counters) {
    this.tables = tables;
    this.polls = polls;
    this.threads = threads;
    this.budget = budget;
    this.counters = counters;
    this.counts = tables.counts();
    this.countedAt = System.nanoTime();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    clusterGauge(registry, "waiting", ClusterCounts::waiting);
    clusterGauge(registry, "oldest.due.seconds", ClusterCounts::oldestDueSeconds);
    clusterGauge(registry, "paused.seconds", ClusterCounts::pausedSeconds);
    clusterGauge(registry, "links.expiring", ClusterCounts::expiring);
    endGauge(registry, "SUCCESS", ClusterCounts::succeeded);
    endGauge(registry, "FAILURE", ClusterCounts::failed);
    endGauge(registry, "GAVE_UP", ClusterCounts::gaveUp);
    Gauge.builder(
            "happyhorse.node.slots.used",
            polls,
            scheduler -> scheduler.getCurrentlyExecuting().size())
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

  private void clusterGauge(
      MeterRegistry registry, String name, ToDoubleFunction<ClusterCounts> value) {
    Gauge.builder("happyhorse.cluster." + name, this, it -> value.applyAsDouble(it.counts()))
        .register(registry);
  }

  private void endGauge(
      MeterRegistry registry, String outcome, ToDoubleFunction<ClusterCounts> value) {
    Gauge.builder("happyhorse.cluster.ended", this, it -> value.applyAsDouble(it.counts()))
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Returns counts that are at most 5 s old; the latest known counts while the database is unreachable. */
  private synchronized ClusterCounts counts() {
    if (System.nanoTime() - countedAt > MAX_AGE_NANOS) {
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
