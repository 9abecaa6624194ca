package io.happyhorse.core.schedule;

import java.util.OptionalDouble;

/** The time within which a share of the tasks that reached an age finish, by the estimator of Kaplan and Meier. */
final class RemainingTime {
  private RemainingTime() {}

  /**
   * Returns the time in seconds, interpolated between two ends; empty if there is not enough data.
   *
   * @param byTime the lifetimes of other tasks, by time
   * @param enough the minimum number of ended tasks that reached the age
   */
  static OptionalDouble seconds(SortedLifetimes byTime, double age, double share, int enough) {
    int first = byTime.firstAfter(age);
    if (byTime.asList().stream().skip(first).filter(Lifetime::hasEnded).count() < enough) {
      return OptionalDouble.empty();
    }
    double alive = 1;
    double before = Double.NaN;
    for (int at = first; at < byTime.size(); at++) {
      Lifetime next = byTime.get(at);
      if (next.hasEnded()) {
        int atRisk = byTime.size() - at;
        double then = alive * atRisk / (atRisk + 1);
        if (1 - then >= share || atRisk == 1) {
          double part =
              Double.isNaN(before) ? 1 : Math.min(1, (alive - (1 - share)) / (alive - then));
          double start = Double.isNaN(before) ? 0 : before;
          return OptionalDouble.of(start + part * (next.seconds() - start) - age);
        }
        alive = then;
        before = next.seconds();
      }
    }
    return OptionalDouble.empty();
  }
}
