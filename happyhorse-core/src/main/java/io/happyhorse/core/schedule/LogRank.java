package io.happyhorse.core.schedule;

import java.util.List;

/**
 * Compares the durations of the latest tasks with those of earlier ones; some tasks of both groups may still be running.
 *
 * <p>The share of the latest tasks among those that end at a time is expected to equal their share among all tasks still at risk (N.
 * Mantel, Evaluation of survival data, 1966). The sum of the differences over time is a martingale, whose largest value is bounded (D.
 * A. Freedman, On tail probabilities for martingales, 1975). The bound also holds if few tasks have ended.
 */
final class LogRank {
  /** The logarithm of the odds against a difference that counts as a change, if the durations have the same distribution. */
  private static final double CERTAIN = Math.log(20_000);

  private double largest;
  private double variance;

  /** Compares the tasks submitted at {@code since} or later, {@code latest} in number, with the others. All are in order of time. */
  LogRank(List<Lifetime> byTime, int latest, long since) {
    double difference = 0;
    int latestAtRisk = latest;
    for (int at = 0, next; at < byTime.size(); at = next) {
      int ends = 0;
      int latestEnds = 0;
      int leaving = 0;
      for (next = at;
          next < byTime.size() && isSameTime(byTime.get(at), byTime.get(next));
          next++) {
        Lifetime each = byTime.get(next);
        int isLatest = each.submitted() >= since ? 1 : 0;
        leaving += isLatest;
        ends += each.hasEnded() ? 1 : 0;
        latestEnds += each.hasEnded() ? isLatest : 0;
      }
      int atRisk = byTime.size() - at;
      double share = (double) latestAtRisk / atRisk;
      difference += latestEnds - ends * share;
      variance += ends * share * (1 - share) * (atRisk - ends) / Math.max(1, atRisk - 1);
      largest = Math.max(largest, Math.abs(difference));
      latestAtRisk -= leaving;
    }
  }

  private static boolean isSameTime(Lifetime one, Lifetime other) {
    return one.seconds() == other.seconds();
  }

  boolean differs() {
    return largest * largest > 2 * CERTAIN * (variance + largest / 3);
  }
}
