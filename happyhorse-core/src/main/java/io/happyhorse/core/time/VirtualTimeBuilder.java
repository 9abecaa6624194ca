package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;

/** Settings of a {@link VirtualTime}. Every method but {@code build()} returns this builder. Not thread-safe. */
public final class VirtualTimeBuilder {
  private static final Duration STANDSTILL_AFTER = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Instant start;
  private Mode mode = Mode.LENIENT;
  private long seed;
  private Duration standstillAfter = STANDSTILL_AFTER;

  /** The modes of a virtual time. */
  enum Mode {
    LENIENT,
    STRICT,
    MANUAL;

    /** Returns whether a thread that waits in an unknown way counts as parked after a while. */
    boolean isLenient() {
      return this != STRICT;
    }
  }

  VirtualTimeBuilder(Instant start) {
    this.start = start;
  }

  /** Makes the time strict: it moves only while every participant waits in a known way. Default: lenient. */
  public VirtualTimeBuilder strict() {
    mode = Mode.STRICT;
    return this;
  }

  /** Makes the time manual: it moves only by {@link VirtualTime#advance}. Default: lenient. */
  public VirtualTimeBuilder manual() {
    mode = Mode.MANUAL;
    return this;
  }

  /**
   * Sets the seed of {@link VirtualTime#random}. Default: 0.
   *
   * @param value any number; the same seed gives the same random numbers in every run
   */
  public VirtualTimeBuilder seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Sets how long the time may stand still, in real time, before it fails; four times as long while a participant waits for the
   * network. Default: 30 s.
   *
   * @param limit 1 ms or more
   * @throws IllegalArgumentException if the limit is shorter
   */
  public VirtualTimeBuilder standstillAfter(Duration limit) {
    if (limit.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "A virtual time cannot fail after standing still for " + limit + ": use 1 ms or more.");
    }
    standstillAfter = limit;
    return this;
  }

  /** Returns the time. The calling thread is its first participant. */
  public VirtualTime build() {
    return new VirtualTime(start, new VirtualClock(mode, standstillAfter), seed);
  }
}
