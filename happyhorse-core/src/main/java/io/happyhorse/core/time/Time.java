package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time as the library sees it. Implementations are thread-safe.
 *
 * <p>Waiting is measured with {@link #ticks()}, which no clock adjustment disturbs; {@link #now()} only serves to compare with
 * times that others wrote down.
 */
public interface Time {
  /**
   * Returns the system's time.
   *
   * @return the time that everybody shares
   */
  static Time system() {
    return SystemTime.INSTANCE;
  }

  /**
   * Returns the date and time of day.
   *
   * @return the instant, which may jump when the clock is set
   */
  Instant now();

  /**
   * Returns a reading that only ever grows.
   *
   * @return nanoseconds since some fixed but arbitrary origin; compare readings by their difference
   */
  long ticks();

  /**
   * Pauses the calling thread.
   *
   * @param pause how long; zero or less returns at once
   * @throws InterruptedException if the thread is or becomes interrupted; its flag is then cleared
   */
  void sleep(Duration pause) throws InterruptedException;

  /**
   * Returns how much time has passed since a reading.
   *
   * @param ticks an earlier reading of {@link #ticks()}
   * @return the time since
   */
  default Duration since(long ticks) {
    return Duration.ofNanos(ticks() - ticks);
  }
}
