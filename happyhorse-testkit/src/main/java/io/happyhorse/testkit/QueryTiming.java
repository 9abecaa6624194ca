package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times of the queries for one task: how close they were, and whether one came too early. Not thread-safe. */
final class QueryTiming {
  private @Nullable Instant lastQuery;
  private @Nullable Duration shortestGap;
  private @Nullable Instant notBefore;
  private @Nullable String tooEarly;

  /** Records a query, which is too early if it comes before the permitted instant. */
  void note(int query, Instant now) {
    if (notBefore != null && now.isBefore(notBefore) && tooEarly == null) {
      tooEarly = "query " + query + " came " + Seconds.text(Duration.between(now, notBefore))
          + " too early";
    }
    Duration gap = lastQuery == null ? null : Duration.between(lastQuery, now);
    if (gap != null && (shortestGap == null || gap.compareTo(shortestGap) < 0)) {
      shortestGap = gap;
    }
    lastQuery = now;
  }

  /** Sets when the next query is permitted; null for at once. */
  void permitFrom(@Nullable Instant instant) {
    notBefore = instant;
  }

  /** Returns the shortest time between two queries; null if there were fewer than two. */
  @Nullable
  Duration shortestGap() {
    return shortestGap;
  }

  /** Returns a description of the first query that came too early; null if there was none. */
  @Nullable
  String tooEarly() {
    return tooEarly;
  }
}
