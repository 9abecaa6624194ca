package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The clock of the database, which all nodes share: the last reading, plus the time since then on the monotonic clock of this
 * process. Never goes back. Thread-safe.
 */
final class DatabaseClock implements Clock {
  private final LongSupplier nanoTime;
  private Instant reading;
  private long readAt;
  private Instant latest;

  DatabaseClock(Instant reading) {
    this(reading, System::nanoTime);
  }

  DatabaseClock(Instant reading, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.reading = reading;
    this.readAt = nanoTime.getAsLong();
    this.latest = reading;
  }

  /** Sets the time to a reading of the database, which began at {@code readFrom}, a value of {@link #nanoTime()}. */
  synchronized void set(Instant now, long readFrom) {
    reading = now;
    readAt = (readFrom + nanoTime()) / 2;
  }

  /** Returns a reading of the monotonic clock. */
  long nanoTime() {
    return nanoTime.getAsLong();
  }

  @Override
  public synchronized Instant now() {
    Instant now = reading.plusNanos(nanoTime() - readAt);
    if (now.isAfter(latest)) {
      latest = now;
    }
    return latest;
  }
}
