package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A time that passes only when somebody sleeps in it: a sleep returns at once, and the clock has moved on.
 *
 * <p>It serves tests with one sleeping thread: an hour of waiting takes no time at all.
 */
public final class VirtualTime implements Time {
  private final Instant start;
  private long passed;

  /**
   * Starts a time.
   *
   * @param start what {@link #now()} says at first
   */
  public VirtualTime(Instant start) {
    this.start = start;
  }

  @Override
  public synchronized Instant now() {
    return start.plusNanos(passed);
  }

  @Override
  public synchronized long ticks() {
    return passed;
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(pause);
  }

  /**
   * Moves the clock on.
   *
   * @param duration how far; zero or less does nothing
   */
  public synchronized void advance(Duration duration) {
    passed += Math.max(0, duration.toNanos());
  }
}
