package io.happyhorse.core.time;

/**
 * Fires once each time it is set; created by {@link TimeSource#timer}. Thread-safe.
 *
 * <p>On the system's time, a timer fires at most once per millisecond.
 */
public interface Timer extends AutoCloseable {
  /**
   * Sets when the timer fires next. This replaces an earlier setting.
   *
   * @param ticks the reading of {@link TimeSource#nanoTime()} at which the timer fires, or shortly after; a reading in the past
   *     fires at once
   */
  void set(long ticks);

  /** Ends the timer: it no longer fires, and its own thread, if any, ends. */
  @Override
  void close();
}
