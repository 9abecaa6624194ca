package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.time.TimeSource;

/** Measures real time. */
final class Stopwatch {
  private static final TimeSource TIME = TimeSource.system();

  private Stopwatch() {}

  /** Returns how long some work takes, in milliseconds. */
  static double millis(Runnable work) {
    long start = TIME.nanoTime();
    work.run();
    return TIME.since(start).toNanos() / 1e6;
  }
}
