package io.happyhorse.examples.benchmarks.peers.client;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Mean and quantiles of lags, in seconds; 0 if there are none. */
final class Lags {
  private static final double MOST = 0.95;

  private final double[] sorted;

  Lags(DoubleStream seconds) {
    sorted = seconds.sorted().toArray();
  }

  double mean() {
    return Arrays.stream(sorted).average().orElse(0);
  }

  /** Returns the smallest lag that 95 % do not exceed. */
  double p95() {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(MOST * sorted.length) - 1];
  }
}
