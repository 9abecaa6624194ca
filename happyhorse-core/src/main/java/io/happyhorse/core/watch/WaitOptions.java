package io.happyhorse.core.watch;

import io.happyhorse.core.task.SubmittedTask;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The options of a wait for one task: timeout, listener, age and kind of the task. Immutable.
 *
 * <pre>{@code
 * WaitOptions.within(Duration.ofMinutes(30)).kind("1080P/15s").onObservation(observation -> show(observation))
 * }</pre>
 */
public final class WaitOptions {
  /** The default timeout: 30 min. Tasks of 15 s in 1080P are reported to take 12 to 14 min. */
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

  /** {@return options with a timeout of {@link #DEFAULT_TIMEOUT 30 min}} */
  public static WaitOptions defaults() {
    return within(DEFAULT_TIMEOUT);
  }

  /**
   * Returns options with a timeout.
   *
   * @param timeout the maximum time to wait, more than zero
   * @throws IllegalArgumentException if the timeout is not more than zero
   */
  public static WaitOptions within(Duration timeout) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "The timeout of a wait must be more than zero, not " + timeout + ".");
    }
    return new WaitOptions(timeout, false, null, null);
  }

  /** {@return options without a timeout} */
  public static WaitOptions withoutTimeout() {
    return new WaitOptions(null, false, null, null);
  }

  /**
   * Returns options for a task that was just submitted: the default timeout, {@link #freshlySubmitted()} and the {@link #kind} of
   * the task. For another timeout, use {@code within(timeout).freshlySubmitted().kind(task.kind())}.
   */
  public static WaitOptions freshlySubmitted(SubmittedTask task) {
    return defaults().freshlySubmitted().kind(task.kind());
  }

  /** States that the task was just created. The first poll happens after one interval of the schedule instead of at once. */
  public WaitOptions freshlySubmitted() {
    return new WaitOptions(timeout, true, listener, kind);
  }

  /**
   * Sets the listener, in place of an earlier one. Default: none.
   *
   * @param newListener receives every observation, in order, on the callback executor
   */
  public WaitOptions onObservation(TaskListener newListener) {
    return new WaitOptions(timeout, fresh, newListener, kind);
  }

  /**
   * Sets the kind of the task, such as {@code "1080P/15s"}: tasks of one kind take similarly long. A {@linkplain
   * io.happyhorse.core.schedule.PollSchedule#learned learned schedule} uses the times of that kind only. A pending response contains
   * neither resolution nor length, so the caller states the kind. If several waits for one task state a kind, the first one is used.
   * Default: none.
   *
   * @param value any text that is not blank
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
