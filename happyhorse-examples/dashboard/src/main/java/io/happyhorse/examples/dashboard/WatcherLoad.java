package io.happyhorse.examples.dashboard;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.WatcherSnapshot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Measures the load of a watcher: requests, ends and detection delays. Thread-safe. */
final class WatcherLoad {
  private static final double MEDIAN = 0.5;
  private static final double PERCENTILE_95 = 0.95;

  private final TimeSource time;
  private final Meter requests = new Meter(Duration.ofSeconds(1), 120);
  private final Meter ends = new Meter(Duration.ofMinutes(1), 30);
  private final DetectionDelays delays = new DetectionDelays();
  private volatile @Nullable String pauseReason;

  WatcherLoad(TimeSource time) {
    this.time = time;
  }

  Meter requests() {
    return requests;
  }

  /** Must be called for each failed poll. Stores the reason if the error may cause a pause. */
  void pollFailed(QueryException error) {
    if (error instanceof RateLimitedException || error instanceof GatewayUnavailableException) {
      pauseReason = error.problem();
    }
  }

  /** Must be called for each finished task. If the first poll saw the end, the detection delay is not known. */
  void finished(VideoTask task, boolean wasSeenRunning) {
    ends.add(1, time.nanoTime());
    Instant finishedAt = task.timeline().finishedAt();
    if (wasSeenRunning && finishedAt != null) {
      delays.add(Duration.between(finishedAt, task.observedAt()));
    }
  }

  LoadSummary summary(WatcherSnapshot now) {
    boolean isPaused = !now.pauseLeft().isZero();
    return new LoadSummary(
        requests.counts(time.nanoTime()),
        now.ratePerSecond(),
        now.inFlight(),
        now.due(),
        isPaused ? time.instant().plus(now.pauseLeft()) : null,
        isPaused ? pauseReason : null,
        delays.quantile(MEDIAN),
        delays.quantile(PERCENTILE_95),
        ends.counts(time.nanoTime()));
  }
}
