package io.happyhorse.core.schedule;

/** The hazard of tasks to end, accumulated over time. */
final class Hazard {
  /**
   * The age in seconds from which one additional, hypothetical task may end. It reaches an age of t seconds with the probability 60/t,
   * so that a duration is not considered impossible because it was not observed.
   */
  private static final double TAIL_FROM = 60;

  private Hazard() {}

  /** Returns the logarithm of (n + t) / (n - 1 + t), for n tasks at risk and t of the tail, but faster. */
  static double ofEnd(int atRisk, double seconds) {
    return 1 / (atRisk - 0.5 + tail(seconds));
  }

  /** Returns the hazard that comes from the tail alone, between two times at which tasks ended or were last observed. */
  static double ofTail(int atRisk, double from, double to) {
    if (to <= TAIL_FROM) {
      return 0; // as the formula does, but without its divisions, which would be most of the cost
    }
    double before = tail(from);
    double after = tail(to);
    return atRisk == 0
        ? Math.log(before / after)
        : (before - after) / (atRisk + (before + after) / 2);
  }

  private static double tail(double seconds) {
    return Math.min(1, TAIL_FROM / seconds);
  }
}
