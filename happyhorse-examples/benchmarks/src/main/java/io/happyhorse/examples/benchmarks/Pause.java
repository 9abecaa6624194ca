package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.time.TimeSource;
import java.time.Duration;

/** Lets real time pass while something is measured. */
final class Pause {
  private Pause() {}

  static void of(Duration duration) {
    try {
      TimeSource.system().sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
