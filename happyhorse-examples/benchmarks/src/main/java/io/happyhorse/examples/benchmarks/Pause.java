package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.time.Time;
import java.time.Duration;

/** Lets real time pass while something is measured. */
final class Pause {
  private Pause() {}

  static void of(Duration duration) {
    try {
      Time.system().sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
