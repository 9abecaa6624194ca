package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The clock of the database, which all nodes share: the last time that the database told, and what has passed since on the
 * monotonic clock of this process. Never goes back. Thread-safe.
 */
final class DatabaseClock implements Clock {
  private final LongSupplier nanoTime;
  private Instant told;
  private long toldAt;
  private Instant latest;

  DatabaseClock(Instant told) {
    this(told, System::nanoTime);
  }

  DatabaseClock(Instant told, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.told = told;
    this.toldAt = nanoTime.getAsLong();
    this.latest = told;
  }

  /** Takes in what the database says the time is; reading it began at {@code askedAt}, a value of {@link #nanoTime()}. */
  synchronized void set(Instant now, long askedAt) {
    told = now;
    toldAt = (askedAt + nanoTime()) / 2;
  }

  /** Returns a reading of the monotonic clock. */
  long nanoTime() {
    return nanoTime.getAsLong();
  }

  @Override
  public synchronized Instant now() {
    Instant now = told.plusNanos(nanoTime() - toldAt);
    if (now.isAfter(latest)) {
      latest = now;
    }
    return latest;
  }
}
