package io.happyhorse.core.task;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The times of a task, on the gateway's clock.
 *
 * @param submittedAt when the task was accepted ({@code data.submit_time}); null if absent
 * @param startedAt when the gateway first observed it running ({@code data.start_time}); null if it did not, which is possible even for
 *     a finished task
 * @param finishedAt when the gateway noticed the end ({@code data.finish_time}), up to about 17 s after the upstream had finished; null
 *     if it has not
 */
public record Timeline(
    @Nullable Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) implements Serializable {
  /** Separates the units: as seconds, this number is in the year 5138, as milliseconds in 1973. Each finer unit has three more digits. */
  private static final long FIRST_MILLISECOND = 100_000_000_000L;

  private static final long FIRST_MICROSECOND = 1_000 * FIRST_MILLISECOND;
  private static final long BEYOND_ALL_TIME = 1_000 * FIRST_MICROSECOND;

  /** A timeline without any known time. */
  public static final Timeline UNKNOWN = new Timeline(null, null, null);

  /**
   * Returns the timeline of Unix times. They are in seconds; milliseconds and microseconds, which some gateways send, are recognized by
   * their magnitude. 0 and values out of range mean "not yet".
   *
   * @param submitTime {@code data.submit_time}
   * @param startTime {@code data.start_time}
   * @param finishTime {@code data.finish_time}
   */
  public static Timeline ofUnixTimes(long submitTime, long startTime, long finishTime) {
    return new Timeline(instant(submitTime), instant(startTime), instant(finishTime));
  }

  private static @Nullable Instant instant(long unixTime) {
    if (unixTime <= 0 || unixTime >= BEYOND_ALL_TIME) {
      return null;
    }
    if (unixTime < FIRST_MILLISECOND) {
      return WholeSeconds.instant(unixTime);
    }
    return unixTime < FIRST_MICROSECOND
        ? Instant.ofEpochMilli(unixTime)
        : Instant.EPOCH.plus(unixTime, ChronoUnit.MICROS);
  }

  /** {@return the time from submission to the end; null if one of the two times is unknown or they are out of order} */
  public @Nullable Duration total() {
    return between(submittedAt, finishedAt);
  }

  /**
   * Returns the time from the first observed running state to the end; null if one of the two times is unknown or they are out of
   * order. It varies far less than {@link #total()}, since queueing varies more than rendering.
   */
  public @Nullable Duration rendering() {
    return between(startedAt, finishedAt);
  }

  private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null || to.isBefore(from) ? null : Duration.between(from, to);
  }
}
