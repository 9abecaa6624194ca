package io.happyhorse.core.time;

/** Rings once each time it is set; made by {@link TimeSource#timer}. Thread-safe. */
public interface Timer extends AutoCloseable {
  /**
   * Sets when it rings next, in place of what was set before.
   *
   * @param ticks the reading of {@link TimeSource#nanoTime()} at which the timer fires, or shortly after; a reading in the past fires at once
   */
  void set(long ticks);

  /** Ends it: it rings no more, and a thread of its own ends. */
  @Override
  void close();
}
