package io.happyhorse.examples.benchmarks.peers.client;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Mean and quantiles of lags, in seconds; NaN if there are none. */
final class Lags {
  private static final double P95 = 0.95;

  private final double[] sorted;

  Lags(DoubleStream seconds) {
    sorted = seconds.sorted().toArray();
  }

  double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  /** Returns the smallest lag that 95 % do not exceed. */
  double p95() {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(P95 * sorted.length) - 1];
  }
}
