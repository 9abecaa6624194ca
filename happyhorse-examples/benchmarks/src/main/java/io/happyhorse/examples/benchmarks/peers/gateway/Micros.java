package io.happyhorse.examples.benchmarks.peers.gateway;

import java.time.Instant;

/** The clock of the comparison: microseconds since 1970, the same in every process of the machine. */
public final class Micros {
  public static final long PER_MILLI = 1_000;
  public static final double PER_SECOND = 1e6;

  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000;

  private Micros() {}

  public static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * MICROS + now.getNano() / NANOS;
  }

  static long toSeconds(long micros) {
    return micros / MICROS;
  }
}
