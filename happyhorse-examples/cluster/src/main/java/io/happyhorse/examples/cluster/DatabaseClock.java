package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

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

  /** Reads the time of the database. */
  static Instant read(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement("select clock_timestamp()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  /**
   * Sets the clock to a time that the database returned. Assumes that it was read halfway through the query.
   *
   * @param now the time
   * @param queriedAt when the query began, as a value of {@link #nanoTime()}
   */
  synchronized void set(Instant now, long queriedAt) {
    reading = now;
    readAt = queriedAt + (nanoTime() - queriedAt) / 2; // the sum of two readings may overflow
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
