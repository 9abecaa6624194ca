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

/** Computes the load of a cluster from consecutive snapshots of its database. Not thread-safe. */
final class ClusterLoad {
  private static final int MINUTES = 30;
  private static final double MEDIAN = 0.5;
  private static final double PERCENTILE_95 = 0.95;

  /** Requests between snapshots that are further apart are not counted, since their seconds are not known. */
  private static final Duration MAX_GAP = Duration.ofSeconds(5);

  private final Meter requests = new Meter(Duration.ofSeconds(1), 120);
  private ClusterDatabase.@Nullable Snapshot latest;

  void add(ClusterDatabase.Snapshot snapshot) {
    ClusterDatabase.Snapshot before = latest;
    if (before != null && before.now().plus(MAX_GAP).isAfter(snapshot.now())) {
      long sent = snapshot.counts().requests() - before.counts().requests();
      requests.add((int) Math.max(0, sent), nanos(snapshot.now()));
    }
    latest = snapshot;
  }

  private static long nanos(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos();
  }

  LoadSummary summary(ClusterDatabase.Snapshot now, Collection<StoredEnd> ends) {
    DetectionDelays delays = new DetectionDelays();
    ends.stream()
        .sorted(Comparator.comparing(end -> end.end().endedAt()))
        .map(StoredEnd::detectionDelay)
        .filter(Objects::nonNull)
        .forEach(delays::add);
    ClusterTables.Budget paused = longestPause(now.budgets());
    return new LoadSummary(
        requests.counts(nanos(now.now())),
        now.budgets().stream().mapToDouble(ClusterTables.Budget::perSecond).sum(),
        (int) now.counts().inFlight(),
        due(now),
        paused == null ? null : paused.pausedUntil(),
        paused == null ? null : reason(paused),
        delays.quantile(MEDIAN),
        delays.quantile(PERCENTILE_95),
        endsPerMinute(now.now(), ends));
  }

  private static int due(ClusterDatabase.Snapshot now) {
    return (int) now.waiting().stream()
        .filter(wait -> wait.node() == null && !wait.nextPoll().isAfter(now.now()))
        .count();
  }

  /** Returns the budget with the longest pause; null if none is paused. */
  private static ClusterTables.@Nullable Budget longestPause(List<ClusterTables.Budget> budgets) {
    ClusterTables.Budget longest = null;
    for (ClusterTables.Budget budget : budgets) {
      Instant until = budget.pausedUntil();
      Instant longestUntil = longest == null ? null : longest.pausedUntil();
      if (until != null && (longestUntil == null || until.isAfter(longestUntil))) {
        longest = budget;
      }
    }
    return longest;
  }

  private static String reason(ClusterTables.Budget paused) {
    return paused.isDown()
        ? "The gateway is down; one request every 1 to 5 s checks whether it is up again."
        : "The gateway has requested a pause or limits the rate.";
  }

  private static List<Integer> endsPerMinute(Instant now, Collection<StoredEnd> ends) {
    List<Integer> counts = new ArrayList<>(Collections.nCopies(MINUTES, 0));
    for (StoredEnd end : ends) {
      long ago = Duration.between(end.end().endedAt(), now).toMinutes();
      if (ago >= 0 && ago < MINUTES) {
        int at = MINUTES - 1 - (int) ago;
        counts.set(at, counts.get(at) + 1);
      }
    }
    return counts;
  }
}
