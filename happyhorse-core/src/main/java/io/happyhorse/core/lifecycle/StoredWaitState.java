package io.happyhorse.core.lifecycle;

import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stores the {@link WaitState} of one task in little memory, for engines with up to a million waits. Not thread-safe.
 *
 * <p>The observation of a pending task is stored as its parts. A poll that shows nothing new only changes numbers in place, so that no
 * objects become garbage that the collector would have to copy or find.
 */
public final class StoredWaitState {
  private int polls;
  private long lastAt;

  /** The failures of the polls; null if there are none. */
  private @Nullable PollFailures failures;

  /** An observation that is stored as a whole; null if there is none, or if its parts are stored. */
  private @Nullable VideoTask whole;

  /** The status, the first of the parts; null if no parts are stored. */
  private @Nullable String rawStatus;

  private Progress progress = Progress.NONE;
  private @Nullable TaskAction action;
  private @Nullable String requestId;
  private @Nullable Instant submittedAt;
  private @Nullable Instant startedAt;
  private long observedSecond;
  private int observedNano;
  private int attempts;

  /** Creates a store of {@link WaitState#begin()}. */
  public StoredWaitState() {}

  /**
   * Returns a state that is equal to the stored one.
   *
   * @param id the task of the wait, which is not stored
   */
  public WaitState get(TaskId id) {
    VideoTask last = rawStatus == null ? whole : fromParts(id, rawStatus);
    return new WaitState(polls, last, lastAt, failures == null ? PollFailures.NONE : failures);
  }

  private VideoTask fromParts(TaskId id, String status) {
    return VideoTask.builder(id, status, Instant.ofEpochSecond(observedSecond, observedNano))
        .progress(progress)
        .action(action)
        .requestId(requestId)
        .timeline(new Timeline(submittedAt, startedAt, null))
        .attempts(attempts)
        .build();
  }

  /** {@return the number of polls of the stored state} */
  public int polls() {
    return polls;
  }

  /** Stores a state. If its observation is of a pending task, the source of the raw JSON is called unless it has been. */
  public void set(WaitState state) {
    polls = state.polls();
    lastAt = state.lastAt();
    failures = state.failures().isNone() ? null : state.failures();
    VideoTask last = state.lastObservation();
    if (last == null || !isPartsOnly(last)) {
      whole = last;
      rawStatus = null;
    } else {
      whole = null;
      storeParts(last);
    }
  }

  /** Returns whether the parts are all that is known about a task. */
  private static boolean isPartsOnly(VideoTask task) {
    return !task.isFinished()
        && task.timeline().finishedAt() == null
        && task.upstream() == null
        && task.rawJson() == null;
  }

  /**
   * Writes the references that have changed; an unnecessary write would be work for the garbage collector. Compares the components of
   * records, since the generated methods of a record load about 50 classes when they are first used.
   */
  private void storeParts(VideoTask task) {
    storeNumbers(task.observedAt(), task.attempts());
    if (!task.rawStatus().equals(rawStatus)) {
      rawStatus = task.rawStatus();
    }
    if (!task.progress().text().equals(progress.text())) {
      progress = task.progress();
    }
    if (!Objects.equals(word(task.action()), word(action))) {
      action = task.action();
    }
    if (!Objects.equals(task.requestId(), requestId)) {
      requestId = task.requestId();
    }
    storeTimes(task.timeline());
  }

  private static @Nullable String word(@Nullable TaskAction action) {
    return action == null ? null : action.word();
  }

  private void storeNumbers(Instant observedAt, int requests) {
    observedSecond = observedAt.getEpochSecond();
    observedNano = observedAt.getNano();
    attempts = requests;
  }

  private void storeTimes(Timeline timeline) {
    if (!Objects.equals(timeline.submittedAt(), submittedAt)) {
      submittedAt = timeline.submittedAt();
    }
    if (!Objects.equals(timeline.startedAt(), startedAt)) {
      startedAt = timeline.startedAt();
    }
  }
}
