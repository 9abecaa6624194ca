package io.happyhorse.core.watch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How to wait for one task: for how long, who listens, and whether the task is new. Immutable.
 *
 * <pre>{@code
 * Wait.within(Duration.ofMinutes(15)).freshlySubmitted().tell(observation -> show(observation))
 * }</pre>
 */
public final class Wait {
  /** How long a wait lasts unless said: 15 min, three times what the vendor says a task takes. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

  private final @Nullable Duration timeout;
  private final boolean fresh;
  private final @Nullable TaskListener listener;

  private Wait(@Nullable Duration timeout, boolean fresh, @Nullable TaskListener listener) {
    this.timeout = timeout;
    this.fresh = fresh;
    this.listener = listener;
  }

  /**
   * Waits for 15 min at most.
   *
   * @return the wait
   */
  public static Wait standard() {
    return within(DEFAULT_TIMEOUT);
  }

  /**
   * Waits for so long at most.
   *
   * @param timeout more than zero
   * @return the wait
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public static Wait within(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "The timeout of a wait must be more than zero, not " + timeout + ".");
    }
    return new Wait(timeout, false, null);
  }

  /**
   * Waits until the gateway ends the task, or the wait is stopped, abandoned or closed, however long that takes.
   *
   * @return the wait
   */
  public static Wait endless() {
    return new Wait(null, false, null);
  }

  /**
   * Says that the task was created just now: the first poll comes after one interval of the schedule instead of at once.
   *
   * @return the same wait for a new task
   */
  public Wait freshlySubmitted() {
    return new Wait(timeout, true, listener);
  }

  /**
   * Adds a listener, in place of one given before.
   *
   * @param newListener hears of every answered poll, in order, on the callback executor
   * @return the same wait with the listener
   */
  public Wait tell(TaskListener newListener) {
    return new Wait(timeout, fresh, newListener);
  }

  long timeoutNanos() {
    return timeout == null ? TaskHandle.ENDLESS : TimeUnit.NANOSECONDS.convert(timeout);
  }

  boolean isFresh() {
    return fresh;
  }

  @Nullable
  TaskListener listener() {
    return listener;
  }
}
