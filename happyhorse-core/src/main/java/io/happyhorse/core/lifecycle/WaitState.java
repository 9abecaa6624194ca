package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one wait for one task, and the rules of what follows from it. Immutable.
 *
 * <p>Each event gives a {@link WaitVerdict} with the next state:
 *
 * <pre>{@code
 * WaitState state = WaitState.parse(id, text);                              // or WaitState.begin()
 * WaitVerdict verdict = state.on(observation, now);                         // or state.on(error, now, history, policy)
 * if (verdict instanceof WaitVerdict.KeepAsking) {
 *   text = verdict.state().toText();
 * }
 * }</pre>
 *
 * <p>Times are offsets from the start of the wait, on a clock that does not go back: the monotonic clock of a process, or the
 * clock of a database that several machines share.
 */
public final class WaitState {
  private static final WaitState BEGINNING = new WaitState(0, null, 0, Trouble.NONE);
  private static final Duration LINK_INTERVAL = Duration.ofSeconds(5);

  private final int polls;
  private final @Nullable VideoTask last;
  private final long lastAt;
  private final Trouble trouble;

  WaitState(int polls, @Nullable VideoTask last, long lastAt, Trouble trouble) {
    this.polls = polls;
    this.last = last;
    this.lastAt = lastAt;
    this.trouble = trouble;
  }

  /**
   * Returns the state of a wait that begins.
   *
   * @return a state without polls; always the same object
   */
  public static WaitState begin() {
    return BEGINNING;
  }

  /**
   * Reads a state that {@link #toText()} has written.
   *
   * @param id the task that is waited for, which the text does not name
   * @param text the text
   * @return the state
   * @throws IllegalArgumentException if the text is not a state, is damaged, or was written by a version of the library that uses
   *     another format; the message is one sentence that says which
   */
  public static WaitState parse(TaskId id, String text) {
    return WaitStateText.read(id, text);
  }

  /**
   * Returns the state as one line of printable ASCII characters, a few hundred at most, with a version in front.
   *
   * <p>Of the last observation it holds what a schedule needs: status, progress, action, request id and times. There is no link, no
   * JSON and no upstream report in it. The last error is held as kind, HTTP status and message.
   *
   * @return the text, for {@link #parse}
   */
  public String toText() {
    return WaitStateText.write(this);
  }

  /**
   * Takes an observation in: the response to a poll.
   *
   * @param observation the observation
   * @param now when it came, since the wait began
   * @return {@link WaitVerdict.Finished} on FAILURE, and on SUCCESS with a link; {@link WaitVerdict.LinkMissing} if SUCCESS has no
   *     link for the fourth time; otherwise {@link WaitVerdict.KeepAsking}
   */
  public WaitVerdict on(VideoTask observation, Duration now) {
    VideoTask standing = TaskTransition.between(last, observation).standing(last, observation);
    boolean hasOutcome = standing.failure() != null || standing.link() != null;
    boolean linkIsMissing = !hasOutcome && (isLinkMissing() || standing.isSucceeded());
    Trouble next = trouble.afterObservation(linkIsMissing);
    WaitState state = new WaitState(polls + 1, kept(standing), now.toNanos(), next);
    if (hasOutcome) {
      return new WaitVerdict.Finished(state, standing);
    }
    return next.hasAskedEnoughForLink()
        ? new WaitVerdict.LinkMissing(state)
        : new WaitVerdict.KeepAsking(state);
  }

  /** Of a hundred thousand tasks that are still running, each observation is kept as small as possible. */
  private static VideoTask kept(VideoTask observation) {
    return observation.upstream() == null || observation.isFinished()
        ? observation
        : observation.toBuilder().upstream(null).build();
  }

  /**
   * Takes a failed poll in. It says nothing about the task.
   *
   * @param error why it failed
   * @param now when it failed, since the wait began
   * @param history what the polls of all waits have shown, this error included
   * @param policy when to give up
   * @return {@link WaitVerdict.GaveUp} if the policy says so, otherwise {@link WaitVerdict.KeepAsking}
   */
  public WaitVerdict on(
      QueryException error, Duration now, GatewayHistory history, GiveUpPolicy policy) {
    long at = now.toNanos();
    Trouble next = trouble.afterError(error, at);
    GiveUpReason reason = policy.judge(error, next, at, lastAt, history);
    if (reason == null) {
      return new WaitVerdict.KeepAsking(with(next));
    }
    QueryException why =
        reason == GiveUpReason.WEB_PAGES_ONLY ? new WrongEndpointException(error.details()) : error;
    return new WaitVerdict.GaveUp(with(next.withLastError(why)), reason, why);
  }

  private WaitState with(Trouble next) {
    return new WaitState(polls + 1, last, lastAt, next);
  }

  /**
   * Takes in that the time of the wait is up.
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
   * Returns how long to wait before the next poll: what the schedule says, but at most 5 s while SUCCESS stands without a link.
   *
   * @param scheduled the interval of the schedule
   * @return the interval
   */
  public Duration interval(Duration scheduled) {
    boolean isShorter = isLinkMissing() && LINK_INTERVAL.compareTo(scheduled) < 0;
    return isShorter ? LINK_INTERVAL : scheduled;
  }

  /**
   * Returns whether the gateway has said SUCCESS, but has given no link yet.
   *
   * @return true if so; the wait then asks for the link alone
   */
  public boolean isLinkMissing() {
    return trouble.withoutLink() > 0;
  }

  /**
   * Returns the last observation that stands; an observation that contradicts an end does not.
   *
   * @return the observation, or null if there was none; of a task that has not ended, without what the upstream said; of a state
   *     read from a text, without link and JSON too
   */
  public @Nullable VideoTask lastObservation() {
    return last;
  }

  /**
   * Returns the number of polls that have returned, successful or failed.
   *
   * @return 0 or more
   */
  public int polls() {
    return polls;
  }

  /**
   * Returns the number of failed polls since the last observation.
   *
   * @return 0 or more; 0 if the last poll brought an observation
   */
  public int failedPolls() {
    return trouble.failedPolls();
  }

  /**
   * Returns why the last poll failed.
   *
   * @return the error, or null if the last poll brought an observation or none has returned
   */
  public @Nullable LastError lastError() {
    return trouble.lastError();
  }

  /**
   * Returns how old the task is.
   *
   * @param now the time since the wait began
   * @return the time since its submission if the gateway has told that, otherwise since the wait began
   */
  public Duration age(Duration now) {
    Duration age = last == null ? null : last.age();
    return age == null ? now : age.plus(sinceLast(now));
  }

  /**
   * Returns how long the task has been running.
   *
   * @param now the time since the wait began
   * @return the time since its start, or null if it was not seen running
   */
  public @Nullable Duration runningFor(Duration now) {
    Instant startedAt = last == null ? null : last.timeline().startedAt();
    if (last == null || startedAt == null) {
      return null;
    }
    Duration running = Duration.between(startedAt, last.observedAt());
    return running.isNegative() ? sinceLast(now) : running.plus(sinceLast(now));
  }

  private Duration sinceLast(Duration now) {
    return now.minusNanos(lastAt);
  }

  long lastAt() {
    return lastAt;
  }

  Trouble trouble() {
    return trouble;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WaitState state
        && polls == state.polls
        && lastAt == state.lastAt
        && Objects.equals(last, state.last)
        && trouble.equals(state.trouble);
  }

  @Override
  public int hashCode() {
    return Objects.hash(polls, lastAt, last, trouble);
  }

  /** Returns the text of {@link #toText()}. */
  @Override
  public String toString() {
    return toText();
  }
}
