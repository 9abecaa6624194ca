package io.happyhorse.examples.dashboard;

import io.happyhorse.examples.cluster.ClusterDatabase;
import io.happyhorse.examples.cluster.ClusterTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the waiting of a cluster goes as a whole, as its database shows it from one reading to the next. Not thread-safe. */
final class StoredLoad {
  private static final int MINUTES = 30;
  private static final double MEDIAN = 0.5;
  private static final double NEARLY_ALL = 0.95;

  /** Requests between readings that lie further apart are of no second in particular. */
  private static final Duration APART = Duration.ofSeconds(5);

  private final Meter requests = new Meter(Duration.ofSeconds(1), 120);
  private ClusterDatabase.@Nullable Snapshot latest;

  void read(ClusterDatabase.Snapshot snapshot) {
    ClusterDatabase.Snapshot before = latest;
    if (before != null && before.now().plus(APART).isAfter(snapshot.now())) {
      long granted = snapshot.counts().requests() - before.counts().requests();
      requests.add((int) Math.max(0, granted), nanos(snapshot.now()));
    }
    latest = snapshot;
  }

  private static long nanos(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos();
  }

  Overall overall(ClusterDatabase.Snapshot now, Collection<StoredEnd> ends) {
    Lags lags = new Lags();
    ends.stream()
        .sorted(Comparator.comparing(end -> end.end().endedAt()))
        .map(StoredEnd::lag)
        .filter(Objects::nonNull)
        .forEach(lags::add);
    ClusterTables.Budget paused = paused(now.budgets());
    return new Overall(
        requests.latest(nanos(now.now())),
        now.budgets().stream().mapToDouble(ClusterTables.Budget::perSecond).sum(),
        (int) now.counts().inFlight(),
        due(now),
        paused == null ? null : paused.pausedUntil(),
        paused == null ? null : reason(paused),
        lags.quantile(MEDIAN),
        lags.quantile(NEARLY_ALL),
        done(now.now(), ends));
  }

  private static int due(ClusterDatabase.Snapshot now) {
    return (int) now.waiting().stream()
        .filter(wait -> wait.node() == null && !wait.nextPoll().isAfter(now.now()))
        .count();
  }

  /** Returns the longest pause; null if there is none. */
  private static ClusterTables.@Nullable Budget paused(List<ClusterTables.Budget> budgets) {
    ClusterTables.Budget longest = null;
    for (ClusterTables.Budget budget : budgets) {
      Instant until = budget.pausedUntil();
      Instant most = longest == null ? null : longest.pausedUntil();
      if (until != null && (most == null || until.isAfter(most))) {
        longest = budget;
      }
    }
    return longest;
  }

  private static String reason(ClusterTables.Budget paused) {
    return paused.isDown()
        ? "The gateway is down, and one request every 2 s probes it."
        : "The gateway requires a pause or limits the rate.";
  }

  private static List<Integer> done(Instant now, Collection<StoredEnd> ends) {
    List<Integer> done = new ArrayList<>(Collections.nCopies(MINUTES, 0));
    for (StoredEnd end : ends) {
      long ago = Duration.between(end.end().endedAt(), now).toMinutes();
      if (ago >= 0 && ago < MINUTES) {
        int at = MINUTES - 1 - (int) ago;
        done.set(at, done.get(at) + 1);
      }
    }
    return done;
  }
}
