package io.happyhorse.testkit;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes ids that look random; they need not be hard to guess. */
final class Ids {
  private Ids() {}

  /** Returns 32 hexadecimal digits. */
  static String next() {
    HexFormat hex = HexFormat.of();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
