package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * The time as the library sees it: a clock, ways to wait, a timer. Implementations are thread-safe.
 *
 * <p>Waiting is measured with {@link #nanoTime()}, which no clock adjustment disturbs; {@link #instant()} only serves to compare with
 * times that others wrote down.
 */
public interface TimeSource extends InstantSource {
  /**
   * Returns the system's time.
   *
   * @return the time that everybody shares
   */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }

  /**
   * Returns the date and time of day.
   *
   * @return the instant, which may jump when the clock is set
   */
  @Override
  Instant instant();

  /**
   * Returns a reading that only ever grows.
   *
   * @return nanoseconds since some fixed but arbitrary origin; compare readings by their difference
   */
  long nanoTime();

  /**
   * Pauses the calling thread.
   *
   * @param pause how long; zero or less returns at once
   * @throws InterruptedException if the thread is or becomes interrupted; its flag is then cleared
   */
  void sleep(Duration pause) throws InterruptedException;

  /**
   * Waits for a future on the calling thread. A virtual time knows of this wait, as it does not of {@code future.get()}.
   *
   * @param future what to wait for
   * @param <T> what it gives
   * @return what it gave
   * @throws ExecutionException if it completed with an error, which is the cause
   * @throws InterruptedException if the thread is or becomes interrupted; its flag is then cleared
   */
  <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException;

  /**
   * Waits for a future on the calling thread, up to a limit.
   *
   * @param future what to wait for
   * @param atMost how long to wait, in this time; zero or less does not wait
   * @param <T> what it gives
   * @return what it gave
   * @throws ExecutionException if it completed with an error, which is the cause
   * @throws InterruptedException if the thread is or becomes interrupted; its flag is then cleared
   * @throws TimeoutException if it has not completed by then
   */
  <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException;

  /**
   * Makes a timer, not yet set. Close it when it is no longer needed.
   *
   * @param name what to call the thread that it rings on, if it needs one of its own
   * @param onFire what to do when it rings: short, and without blocking
   * @return the timer
   */
  Timer timer(String name, Runnable onFire);

  /**
   * Says that something begins which a virtual time must let finish before it moves on; elsewhere it means nothing.
   *
   * @param what what it is: its {@code toString()} is for a person to read
   * @return what to close when it is finished
   */
  PendingWork begin(Object what);

  /**
   * Returns random numbers for one purpose. A virtual time derives them from its seed and the key, so that a run can be repeated
   * whatever the order of its threads; elsewhere the key means nothing.
   *
   * @param key what they are for, such as a word, a task's id and the number of a poll
   * @return a generator for use on the calling thread
   */
  RandomGenerator random(Object... key);

  /**
   * Returns how much time has passed since a reading.
   *
   * @param ticks an earlier reading of {@link #nanoTime()}
   * @return the time since
   */
  default Duration since(long ticks) {
    return Duration.ofNanos(nanoTime() - ticks);
  }
}
