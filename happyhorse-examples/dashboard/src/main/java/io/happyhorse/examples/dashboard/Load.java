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

/** How the waiting of one watcher goes as a whole. Thread-safe. */
final class Load {
  private static final double MEDIAN = 0.5;
  private static final double NEARLY_ALL = 0.95;

  private final TimeSource time;
  private final Meter requests = new Meter(Duration.ofSeconds(1), 120);
  private final Meter done = new Meter(Duration.ofMinutes(1), 30);
  private final Lags lags = new Lags();
  private volatile @Nullable String pauseReason;

  Load(TimeSource time) {
    this.time = time;
  }

  Meter requests() {
    return requests;
  }

  /** Remembers the latest error of a kind that pauses a watcher. */
  void pollFailed(QueryException error) {
    if (error instanceof RateLimitedException || error instanceof GatewayUnavailableException) {
      pauseReason = error.problem();
    }
  }

  /** Counts an end; one that the first poll found is no measure of how fast ends are noticed. */
  void finished(VideoTask task, boolean wasSeenRunning) {
    done.add(1, time.nanoTime());
    Instant finishedAt = task.timeline().finishedAt();
    if (wasSeenRunning && finishedAt != null) {
      lags.add(Duration.between(finishedAt, task.observedAt()));
    }
  }

  Overall overall(WatcherSnapshot now) {
    boolean paused = !now.pauseLeft().isZero();
    return new Overall(
        requests.latest(time.nanoTime()),
        now.ratePerSecond(),
        now.inFlight(),
        now.due(),
        paused ? time.instant().plus(now.pauseLeft()) : null,
        paused ? pauseReason : null,
        lags.quantile(MEDIAN),
        lags.quantile(NEARLY_ALL),
        done.latest(time.nanoTime()));
  }
}
