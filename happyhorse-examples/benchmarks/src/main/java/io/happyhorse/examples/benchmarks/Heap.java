package io.happyhorse.examples.benchmarks;

import java.time.Duration;

/** The heap of this JVM. */
final class Heap {
  private static final int COLLECTIONS = 4;

  private Heap() {}

  /** Collects garbage, and returns the bytes that are in use then. */
  static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Pause.of(Duration.ofMillis(30));
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
