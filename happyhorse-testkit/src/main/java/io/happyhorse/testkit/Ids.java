package io.happyhorse.testkit;

import io.happyhorse.core.time.TimeSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Makes ids that look random. On a virtual time they follow from its seed. Thread-safe. */
final class Ids {
  private final TimeSource time;
  private final AtomicInteger made = new AtomicInteger();

  Ids(TimeSource time) {
    this.time = time;
  }

  /** Returns 32 hexadecimal digits. */
  String next() {
    return from(time.random("id", made.getAndIncrement()));
  }

  static String from(RandomGenerator random) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
