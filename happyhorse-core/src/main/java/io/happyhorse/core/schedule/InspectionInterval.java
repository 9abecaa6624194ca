package io.happyhorse.core.schedule;

/**
 * The interval after which to inspect a task: the d at which d times the hazard accumulated in d equals a cost.
 *
 * @param byTime the lifetimes of other tasks, by time
 * @param age the age of the task in seconds
 * @param doubledCost twice the cost of one request in seconds of delay
 * @param longest the longest interval in seconds
 */
record InspectionInterval(SortedLifetimes byTime, double age, double doubledCost, double longest) {
  private static final double PRECISION = 0.01;

  double seconds() {
    double hazard = 0;
    double from = age;
    int at = byTime.firstAfter(age);
    for (; at < byTime.size(); at++) {
      Lifetime next = byTime.get(at);
      int atRisk = byTime.size() - at;
      double until = next.seconds();
      double reached = hazard + Hazard.ofTail(atRisk, from, until);
      if (until - age >= longest || (until - age) * reached >= doubledCost) {
        break;
      }
      hazard = next.hasEnded() ? reached + Hazard.ofEnd(atRisk, until) : reached;
      from = until;
      if ((until - age) * hazard >= doubledCost) {
        return until - age;
      }
    }
    return endingAfter(from, hazard, byTime.size() - at);
  }

  /** Returns the interval that ends after a time up to which the hazard is known, and before the next time in the list. */
  private double endingAfter(double from, double hazard, int atRisk) {
    double low = from - age;
    double high = longest;
    while (high - low > PRECISION) {
      double middle = (low + high) / 2;
      if (middle * (hazard + Hazard.ofTail(atRisk, from, age + middle)) < doubledCost) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
