package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;

/**
 * The clock of the database, which all nodes share: the last time that the database told, and what has passed since on the
 * monotonic clock of this process. Never goes back. Thread-safe.
 */
final class DatabaseClock implements Clock {
  private Instant told;
  private long toldAt;
  private Instant latest;

  DatabaseClock(Instant told) {
    this.told = told;
    this.toldAt = System.nanoTime();
    this.latest = told;
  }

  /** Takes in what the database says the time is; reading it began at {@code askedAt}, a value of {@link System#nanoTime()}. */
  synchronized void set(Instant now, long askedAt) {
    told = now;
    toldAt = (askedAt + System.nanoTime()) / 2;
  }

  @Override
  public synchronized Instant now() {
    Instant now = told.plusNanos(System.nanoTime() - toldAt);
    if (now.isAfter(latest)) {
      latest = now;
    }
    return latest;
  }
}
