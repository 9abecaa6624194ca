package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.core.time.TimeSource;
import io.happyhorse.examples.benchmarks.peers.gateway.FaultPlan;
import io.happyhorse.examples.benchmarks.peers.gateway.Micros;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** One trial of one client: all tasks are submitted at once, and the client waits for them. */
final class ClientTrial {
  private static final int WARM_UPS = 20;
  private static final long WARM_UP_MILLIS = 30_000;
  private static final int RELEASE_CHECKS = 16;
  private static final Duration BETWEEN_CHECKS = Duration.ofMillis(500);

  private final GatewayControl control;
  private final TaskPlan plan;
  private final FaultPlan faults;
  private final long graceMillis;
  private final EndLog log;
  private long begun;

  ClientTrial(URI gateway, TaskPlan plan, FaultPlan faults, long graceMillis) {
    this.control = new GatewayControl(gateway);
    this.plan = plan;
    this.faults = faults;
    this.graceMillis = graceMillis;
    this.log = new EndLog(plan.tasks());
  }

  Figures run(PeerClient client) throws IOException, InterruptedException {
    warmUp(client);
    begun = control.begin(plan, faults);
    client.watch(plan.ids(), log);
    log.await(plan.longestMillis() + graceMillis);
    Map<String, Double> used = Map.of(
        "threads",
        (double) ProcessFigures.peakThreads(),
        "rss_mib",
        ProcessFigures.peakMebibytes());
    Figures counted = control.counts();
    if (lost() > 0) {
      System.err.println("lost: " + log.reasons());
    }
    double leaked = faults.isNone() ? 0 : leaked(client);
    return counted
        .and(Map.of("requests_per_task", counted.get("requests") / plan.tasks()))
        .and(used)
        .and(lags())
        .and(Map.of("lost", lost(), "leaked", leaked));
  }

  private static void warmUp(PeerClient client) throws InterruptedException {
    EndLog warmUp = new EndLog(WARM_UPS);
    client.warmUp(TaskPlan.warmUpIds(WARM_UPS), warmUp);
    warmUp.await(WARM_UP_MILLIS);
    ProcessFigures.resetPeakThreads();
  }

  /** Returns the number of connections that stay open although they are no longer used. */
  private double leaked(PeerClient client) throws IOException, InterruptedException {
    double open = control.counts().get("open");
    for (int i = 0; open > 0 && i < RELEASE_CHECKS; i++) {
      client.releaseConnections();
      TimeSource.system().sleep(BETWEEN_CHECKS);
      open = control.counts().get("open");
    }
    return open;
  }

  private double lost() {
    return IntStream.range(0, plan.tasks()).filter(task -> !log.isNoticed(task)).count();
  }

  private Map<String, Double> lags() {
    Lags all = new Lags(seconds(task -> true, this::endMicros));
    long outageEnd = begun + faults.outageEnd() * Micros.PER_MILLI;
    Lags afterOutage =
        new Lags(seconds(task -> faults.isOutage(plan.millis(task)), task -> outageEnd));
    return Map.of(
        "lag_mean_s", all.mean(),
        "lag_p95_s", all.p95(),
        "after_outage_mean_s", afterOutage.mean(),
        "after_outage_p95_s", afterOutage.p95());
  }

  private long endMicros(int task) {
    return begun + plan.millis(task) * Micros.PER_MILLI;
  }

  private DoubleStream seconds(IntPredicate which, IntToLongFunction since) {
    return IntStream.range(0, plan.tasks())
        .filter(which)
        .filter(log::isNoticed)
        .mapToDouble(task -> (log.noticedAt(task) - since.applyAsLong(task)) / Micros.PER_SECOND);
  }
}
