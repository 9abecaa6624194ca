package io.happyhorse.core.schedule;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The latest durations of one kind, in seconds, as an empirical distribution. Thread-safe.
 *
 * <p>When the latest durations no longer look like those before them, those before are dropped: what held yesterday must not
 * decide today.
 */
final class Samples {
  /** How many make a distribution worth asking. */
  static final int ENOUGH = 20;

  /** How many are kept. */
  static final int MOST = 1_000;

  /** The Kolmogorov-Smirnov coefficient beyond which two samples differ, wrong once in 10,000 times. */
  private static final double CERTAIN = 2.23;

  /** One more sample than there are, from a heavy tail: nothing that was never seen is impossible. */
  private static final double TAIL_FROM = 60;

  private final Deque<Double> inOrder = new ArrayDeque<>();
  private double[] sorted = new double[0];

  synchronized void add(double seconds) {
    inOrder.addLast(seconds);
    if (inOrder.size() > MOST) {
      inOrder.removeFirst();
    }
    if (hasChanged()) {
      keepLatest();
    }
    sort();
  }

  /** Adds durations from before those that are known, as far as there is room. */
  synchronized void addEarlier(List<Double> seconds) {
    for (int i = seconds.size() - 1; i >= 0 && inOrder.size() < MOST; i--) {
      inOrder.addFirst(seconds.get(i));
    }
    sort();
  }

  private void sort() {
    sorted = inOrder.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private boolean hasChanged() {
    int older = inOrder.size() - ENOUGH;
    if (older < ENOUGH) {
      return false;
    }
    double[] all = inOrder.stream().mapToDouble(Double::doubleValue).toArray();
    double[] before = Arrays.copyOf(all, older);
    double[] latest = Arrays.copyOfRange(all, older, all.length);
    Arrays.sort(before);
    Arrays.sort(latest);
    return distance(before, latest) > CERTAIN * Math.sqrt(1.0 / older + 1.0 / ENOUGH);
  }

  /** Returns how far the shares of both samples below any value are apart at most. */
  private static double distance(double[] before, double[] latest) {
    double farthest = 0;
    for (int i = 0; i < latest.length; i++) {
      double shareBefore = (double) countUpTo(before, latest[i]) / before.length;
      farthest = Math.max(farthest, Math.abs(shareBefore - (double) i / latest.length));
      farthest = Math.max(farthest, Math.abs(shareBefore - (double) (i + 1) / latest.length));
    }
    return farthest;
  }

  private void keepLatest() {
    while (inOrder.size() > ENOUGH) {
      inOrder.removeFirst();
    }
  }

  private static int countUpTo(double[] ascending, double value) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  synchronized int size() {
    return sorted.length;
  }

  synchronized List<Double> latest() {
    return List.copyOf(inOrder);
  }

  /** Returns the share of tasks that take longer than this. */
  private double survival(double seconds) {
    int longer = sorted.length - countUpTo(sorted, seconds);
    return (longer + Math.min(1, TAIL_FROM / seconds)) / (sorted.length + 1.0);
  }

  /**
   * Returns the interval after which to inspect a task of this age, where d times the hazard accumulated in d equals
   * {@code doubledCost}.
   */
  synchronized double interval(double age, double doubledCost, double shortest, double longest) {
    double alive = survival(age);
    double low = shortest;
    double high = longest;
    while (high - low > 0.01) {
      double middle = (low + high) / 2;
      if (middle * Math.log(alive / survival(age + middle)) < doubledCost) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Returns within how many seconds this share of the tasks that got this old were done; empty if there are too few. */
  synchronized OptionalDouble remaining(double age, double share) {
    int first = countUpTo(sorted, age);
    int survivors = sorted.length - first;
    if (survivors < ENOUGH / 2) {
      return OptionalDouble.empty();
    }
    double position = share * (survivors + 1) - 1;
    int below = (int) Math.floor(Math.max(0, Math.min(position, survivors - 1.0)));
    int above = Math.min(below + 1, survivors - 1);
    double between = Math.max(0, Math.min(1, position - below));
    return OptionalDouble.of(
        sorted[first + below] + between * (sorted[first + above] - sorted[first + below]) - age);
  }
}
