package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** The polls of one task, shared by all its handles. Guarded by the engine's lock, but for what is volatile. */
final class PollLoop extends HeapEntry {
  final TaskId id;
  final long since;

  /** The observation that stands; read by anybody. */
  volatile @Nullable VideoTask standing;

  /** When it was made. */
  long standingSince;

  int polls;

  /** Why the last poll was not answered; null if it was. */
  @Nullable
  QueryException lastError;

  private @Nullable Patience patience;

  @Nullable
  Poll inFlight;

  /** Whether it is due and was never asked; kept by the agenda. */
  boolean newcomer;

  /** The first of its handles, which form a chain; null once it has ended. */
  @Nullable
  TaskHandle handles;

  PollLoop(TaskId id, long now) {
    this.id = id;
    this.since = now;
  }

  Patience patience() {
    Patience known = patience;
    if (known == null) {
      known = new Patience();
      patience = known;
    }
    return known;
  }

  /** Lets an observation stand and forgets the trouble before it. */
  VideoTask see(VideoTask observation, long now) {
    standing = observation;
    standingSince = now;
    if (patience != null) {
      patience.answered();
    }
    return observation;
  }

  long lastGood() {
    return standing == null ? since : standingSince;
  }

  void add(TaskHandle handle) {
    handle.next = handles;
    handles = handle;
  }

  void remove(TaskHandle handle) {
    if (handles == handle) {
      handles = handle.next;
      return;
    }
    for (TaskHandle before = handles; before != null; before = before.next) {
      if (before.next == handle) {
        before.next = handle.next;
        return;
      }
    }
  }

  long earliestDeadline() {
    long earliest = TaskHandle.ENDLESS;
    for (TaskHandle handle = handles; handle != null; handle = handle.next) {
      earliest = Math.min(earliest, handle.deadline());
    }
    return earliest;
  }

  long latestDeadline() {
    long latest = Long.MIN_VALUE;
    for (TaskHandle handle = handles; handle != null; handle = handle.next) {
      latest = Math.max(latest, handle.deadline());
    }
    return latest;
  }

  /** Returns the planned time, or the time of a handle's last poll before its deadline if that comes first. */
  long notAfterLastPoll(long planned, long now) {
    long due = planned;
    for (TaskHandle handle = handles; handle != null; handle = handle.next) {
      long lastPoll = handle.lastPoll();
      due = lastPoll > now ? Math.min(due, lastPoll) : due;
    }
    return due;
  }
}
