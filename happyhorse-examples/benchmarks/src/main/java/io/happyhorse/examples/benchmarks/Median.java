package io.happyhorse.examples.benchmarks;

import java.util.Arrays;

/** The median of measurements. */
final class Median {
  private Median() {}

  /** Returns the median; the larger of the two middle values if their number is even. */
  static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
