package io.happyhorse.core.watch;

import io.happyhorse.core.task.SubmittedTask;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How to wait for one task: for how long, who listens, whether the task is new, and of what kind it is. Immutable.
 *
 * <pre>{@code
 * WaitOptions.within(Duration.ofMinutes(30)).kind("1080P/15s").onObservation(observation -> show(observation))
 * }</pre>
 */
public final class WaitOptions {
  /** The default timeout: 30 min. Tasks of 15 s in 1080P have been reported to take 12 to 14 min. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

  private final @Nullable Duration timeout;
  private final boolean fresh;
  private final @Nullable TaskListener listener;
  private final @Nullable String kind;

  private WaitOptions(
      @Nullable Duration timeout,
      boolean fresh,
      @Nullable TaskListener listener,
      @Nullable String kind) {
    this.timeout = timeout;
    this.fresh = fresh;
    this.listener = listener;
    this.kind = kind;
  }

  /**
   * Waits for {@link #DEFAULT_TIMEOUT 30 min} at most.
   *
   * @return the wait
   */
  public static WaitOptions defaults() {
    return within(DEFAULT_TIMEOUT);
  }

  /**
   * Waits for so long at most.
   *
   * @param timeout more than zero
   * @return the wait
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public static WaitOptions within(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "The timeout of a wait must be more than zero, not " + timeout + ".");
    }
    return new WaitOptions(timeout, false, null, null);
  }

  /**
   * Waits until the gateway ends the task, or the wait is stopped, abandoned or closed, however long that takes.
   *
   * @return the wait
   */
  public static WaitOptions withoutTimeout() {
    return new WaitOptions(null, false, null, null);
  }

  /**
   * Waits for a task that was submitted just now, for {@link #DEFAULT_TIMEOUT 30 min} at most: as {@link #freshlySubmitted()} and
   * {@link #kind} say. For another timeout, use {@code within(timeout).freshlySubmitted().kind(task.kind())}.
   *
   * @param task the task
   * @return the wait
   */
  public static WaitOptions freshlySubmitted(SubmittedTask task) {
    return defaults().freshlySubmitted().kind(task.kind());
  }

  /**
   * Says that the task was created just now: the first poll comes after one interval of the schedule instead of at once.
   *
   * @return the same wait for a new task
   */
  public WaitOptions freshlySubmitted() {
    return new WaitOptions(timeout, true, listener, kind);
  }

  /**
   * Adds a listener, in place of one given before.
   *
   * @param newListener hears of every answered poll, in order, on the callback executor
   * @return the same wait with the listener
   */
  public WaitOptions onObservation(TaskListener newListener) {
    return new WaitOptions(timeout, fresh, newListener, kind);
  }

  /**
   * States which tasks take as long as this one, such as {@code "1080P/15s"}. A {@linkplain
   * io.happyhorse.core.schedule.PollSchedule#learned learning schedule} goes by the times of that kind alone; a pending response
   * carries neither resolution nor length, so only the caller can tell. Of two waits for the same task, the first stated kind holds.
   *
   * @param value any text with a visible character in it
   * @return the same wait with the kind
   * @throws IllegalArgumentException if the kind is blank
   */
  public WaitOptions kind(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "The kind of a wait must not be blank; leave it out if it is not known.");
    }
    return new WaitOptions(timeout, fresh, listener, value);
  }

  long timeoutNanos() {
    return timeout == null ? OpenWait.ENDLESS : TimeUnit.NANOSECONDS.convert(timeout);
  }

  boolean isFresh() {
    return fresh;
  }

  @Nullable
  TaskListener listener() {
    return listener;
  }

  @Nullable
  String kind() {
    return kind;
  }
}
