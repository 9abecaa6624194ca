package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of one wait for one task, with the rules of waiting. Immutable.
 *
 * <p>Each event results in a {@link WaitVerdict} that contains the next state:
 *
 * <pre>{@code
 * WaitState state = WaitState.parse(id, text);                              // or WaitState.begin()
 * WaitVerdict verdict = state.on(observation, now);                         // or state.on(error, now, history, policy)
 * if (verdict instanceof WaitVerdict.KeepPolling) {
 *   text = verdict.state().toText();
 * }
 * }</pre>
 *
 * <p>Times are offsets from the start of the wait, on a clock that does not go back: the monotonic clock of a process, or the
 * clock of a database that several machines share.
 */
public final class WaitState {
  private static final WaitState BEGINNING = new WaitState(0, null, 0, PollFailures.NONE);
  private static final Duration LINK_INTERVAL = Duration.ofSeconds(5);

  private final int polls;
  private final @Nullable VideoTask last;
  private final long lastAt;
  private final PollFailures failures;

  WaitState(int polls, @Nullable VideoTask last, long lastAt, PollFailures failures) {
    this.polls = polls;
    this.last = last;
    this.lastAt = lastAt;
    this.failures = failures;
  }

  /** {@return the state of a new wait, without polls; always the same object} */
  public static WaitState begin() {
    return BEGINNING;
  }

  /**
   * Parses a state that was written by {@link #toText()}.
   *
   * @param id the task of the wait, which the text does not contain
   * @throws IllegalArgumentException if the text is not a state, is damaged, or was written by a version of the library with
   *     another format; the message states which
   */
  public static WaitState parse(TaskId id, String text) {
    return WaitStateText.read(id, text);
  }

  /**
   * Returns the state as one line of printable ASCII characters, at most a few hundred, that starts with a format version.
   *
   * <p>It contains the parts of the last observation that a schedule needs: status, progress, action, request id and times. It
   * contains no link, JSON or upstream report. The last error is written as kind, HTTP status and message.
   */
  public String toText() {
    return WaitStateText.write(this);
  }

  /**
   * Processes the observation of a poll.
   *
   * @param now when it was received, since the wait began
   * @return {@link WaitVerdict.Finished} on FAILURE, and on SUCCESS with a link; {@link WaitVerdict.LinkMissing} if the fourth
   *     observation of SUCCESS has no link; otherwise {@link WaitVerdict.KeepPolling}
   */
  public WaitVerdict on(VideoTask observation, Duration now) {
    VideoTask valid = TaskTransition.between(last, observation).validObservation(last, observation);
    boolean hasOutcome = valid.failure() != null || valid.link() != null;
    boolean linkIsMissing = !hasOutcome && (isLinkMissing() || valid.isSucceeded());
    PollFailures next = failures.afterObservation(linkIsMissing);
    WaitState state = new WaitState(polls + 1, withoutReport(valid), now.toNanos(), next);
    if (hasOutcome) {
      return new WaitVerdict.Finished(state, valid);
    }
    return next.hasUsedUpPollsForLink()
        ? new WaitVerdict.LinkMissing(state)
        : new WaitVerdict.KeepPolling(state);
  }

  /** Returns what is stored of an observation: the upstream report of a running task may be large. */
  private static VideoTask withoutReport(VideoTask observation) {
    return observation.isFinished()
        ? observation
        : observation.toBuilder().upstream(null).build();
  }

  /**
   * Processes a failed poll, which does not change what is known about the task.
   *
   * @param now when it failed, since the wait began
   * @param history what the polls of all waits have shown about the gateway, including this error
   * @param policy when to give up
   * @return {@link WaitVerdict.GaveUp} if the policy decides so, otherwise {@link WaitVerdict.KeepPolling}
   */
  public WaitVerdict on(
      QueryException error, Duration now, GatewayHistory history, GiveUpPolicy policy) {
    long at = now.toNanos();
    PollFailures next = failures.afterError(error, at);
    GiveUpReason reason = policy.judge(error, next, at, lastAt, history);
    if (reason == null) {
      return new WaitVerdict.KeepPolling(with(next));
    }
    QueryException why =
        reason == GiveUpReason.WEB_PAGES_ONLY ? new WrongEndpointException(error.details()) : error;
    return new WaitVerdict.GaveUp(with(next.withLastError(why)), reason, why);
  }

  private WaitState with(PollFailures next) {
    return new WaitState(polls + 1, last, lastAt, next);
  }

  /**
   * Processes the deadline of the wait.
   *
   * @return {@link WaitVerdict.LinkMissing} if SUCCESS was observed without a link, otherwise {@link WaitVerdict.GaveUp} with {@link
   *     GiveUpReason#DEADLINE}
   */
  public WaitVerdict atDeadline() {
    return isLinkMissing()
        ? new WaitVerdict.LinkMissing(this)
        : new WaitVerdict.GaveUp(this, GiveUpReason.DEADLINE, null);
  }

  /**
   * Returns how long to wait before the next poll: the interval of the schedule, but at most 5 s while the status is SUCCESS
   * without a link.
   *
   * @param scheduled the interval of the schedule
   */
  public Duration interval(Duration scheduled) {
    boolean isShorter = isLinkMissing() && LINK_INTERVAL.compareTo(scheduled) < 0;
    return isShorter ? LINK_INTERVAL : scheduled;
  }

  /** {@return whether the gateway reported SUCCESS, but no link yet, so that the wait continues only for the link} */
  public boolean isLinkMissing() {
    return failures.withoutLink() > 0;
  }

  /**
   * {@return the last valid observation; null if there was none} One that contradicts an earlier end is not valid. If the task has
   * not ended, the observation lacks the upstream report; if the state was parsed from text, it also lacks the link and the JSON.
   */
  public @Nullable VideoTask lastObservation() {
    return last;
  }

  /** {@return the number of polls that have returned, successful or failed} */
  public int polls() {
    return polls;
  }

  /** {@return the number of failed polls since the last observation; 0 if the last poll succeeded} */
  public int failedPolls() {
    return failures.failedPolls();
  }

  /** {@return the error of the last poll; null if it succeeded or if none has returned} */
  public @Nullable LastError lastError() {
    return failures.lastError();
  }

  /**
   * Returns the age of the task: the time since its submission if that is known, otherwise the time since the wait began.
   *
   * @param now the time since the wait began
   */
  public Duration age(Duration now) {
    Duration age = last == null ? null : last.age();
    return age == null ? now : age.plus(sinceLast(now));
  }

  /**
   * Returns how long the task has been running; null if its start is unknown.
   *
   * @param now the time since the wait began
   */
  public @Nullable Duration runningFor(Duration now) {
    Duration running = last == null ? null : last.runningFor();
    return running == null ? null : running.plus(sinceLast(now));
  }

  private Duration sinceLast(Duration now) {
    return now.minusNanos(lastAt);
  }

  long lastAt() {
    return lastAt;
  }

  PollFailures failures() {
    return failures;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WaitState state
        && polls == state.polls
        && lastAt == state.lastAt
        && Objects.equals(last, state.last)
        && failures.equals(state.failures);
  }

  @Override
  public int hashCode() {
    return Objects.hash(polls, lastAt, last, failures);
  }

  /** Returns the text of {@link #toText()}. */
  @Override
  public String toString() {
    return toText();
  }
}
