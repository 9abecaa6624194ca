package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * The source of time of the library: a clock, waits and timers. Implementations are thread-safe.
 *
 * <p>Waits are measured with {@link #nanoTime()}, which clock adjustments do not affect; {@link #instant()} is used only for
 * comparison with recorded times.
 */
public interface TimeSource extends InstantSource {
  /** {@return the system's time, always the same object} */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }

  /** {@return the date and time of day, which may jump when the clock is set} */
  @Override
  Instant instant();

  /**
   * {@return a reading of a monotonic clock: nanoseconds since some fixed but arbitrary origin; compare readings by their
   * difference}
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
   * Waits for a future on the calling thread. Unlike {@code future.get()}, this wait is known to a virtual time.
   *
   * @param <T> the type of the result
   * @throws ExecutionException if the future failed; the cause is its error
   * @throws InterruptedException if the thread is or becomes interrupted; its flag is then cleared
   */
  <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException;

  /**
   * Waits for a future on the calling thread, up to a limit.
   *
   * @param atMost how long to wait, in this time; zero or less does not wait
   * @param <T> the type of the result
   * @throws ExecutionException if the future failed; the cause is its error
   * @throws InterruptedException if the thread is or becomes interrupted; its flag is then cleared
   * @throws TimeoutException if the future has not completed by then
   */
  <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException;

  /**
   * Creates a timer, which is not set. Close it when it is no longer needed.
   *
   * @param name the name of the timer's thread, if it needs one of its own
   * @param onFire the action when the timer fires; must be short and must not block
   */
  Timer timer(String name, Runnable onFire);

  /**
   * Begins work that must finish before a virtual time moves. Other time sources ignore it.
   *
   * @param what the description of the work; its {@code toString()} is shown in reports
   * @return the work; close it when it is finished
   */
  PendingWork begin(Object what);

  /**
   * Returns a random generator for one purpose. A virtual time derives it from its seed and the key, so that a run can be
   * repeated in spite of the order of its threads. Other time sources ignore the key.
   *
   * @param key the purpose, such as a word, a task's id and the number of a poll
   * @return a generator for use on the calling thread
   */
  RandomGenerator random(Object... key);

  /**
   * Returns the time elapsed since a reading.
   *
   * @param ticks an earlier reading of {@link #nanoTime()}
   */
  default Duration since(long ticks) {
    return Duration.ofNanos(nanoTime() - ticks);
  }
}
