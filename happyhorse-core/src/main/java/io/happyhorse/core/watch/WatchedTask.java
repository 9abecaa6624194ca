package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** The polls of one task, shared by all its handles. Guarded by the engine's lock, but for what is volatile. */
final class WatchedTask extends HeapEntry {
  final TaskId id;
  final long since;

  /** The observation that stands; read by anybody. */
  volatile @Nullable VideoTask standing;

  /** When it was made. */
  long standingSince;

  int polls;

  /** How many polls have failed since the last one that was answered. */
  int failedPolls;

  /** The kind that the first handle which stated one has stated; null if none has. */
  @Nullable
  String kind;

  /** When it is to be asked next. */
  long due;

  /** Why the last poll was not answered; null if it was. */
  @Nullable
  QueryException lastError;

  private @Nullable GiveUpPolicy patience;

  @Nullable
  Poll inFlight;

  /** Whether it is to be asked again; kept by the agenda. */
  boolean planned;

  /** Whether it is to be polled again at once after the poll in flight. */
  boolean nudged;

  /** How many of its handles have a listener. */
  private int listeners;

  /** The earliest and the latest deadline of its handles. */
  private long earliestDeadline = TaskHandle.ENDLESS;

  private long latestDeadline;

  /** The first of its handles, which form a chain; null once it has ended. */
  @Nullable
  TaskHandle handles;

  WatchedTask(TaskId id, long now) {
    this.id = id;
    this.since = now;
  }

  GiveUpPolicy patience() {
    GiveUpPolicy known = patience;
    if (known == null) {
      known = new GiveUpPolicy();
      patience = known;
    }
    return known;
  }

  /** Lets an observation stand and forgets the trouble before it. Of a hundred thousand that go on, each is kept as small as can be. */
  VideoTask see(VideoTask observation, long now) {
    standing = observation.isFinished()
        ? observation
        : observation.toBuilder().upstream(null).build();
    standingSince = now;
    if (patience != null) {
      patience.answered();
    }
    return observation;
  }

  /** Tells whether the gateway has ended the task and, on SUCCESS, given its link. */
  boolean hasOutcome() {
    VideoTask seen = standing;
    return seen != null && (seen.failure() != null || seen.link() != null);
  }

  long lastGood() {
    return standing == null ? since : standingSince;
  }

  void add(TaskHandle handle) {
    handle.next = handles;
    handles = handle;
    listeners += handle.listener == null ? 0 : 1;
    earliestDeadline = Math.min(earliestDeadline, handle.deadline());
    latestDeadline = Math.max(latestDeadline, handle.deadline());
  }

  void remove(TaskHandle handle) {
    TaskHandle rest = handles;
    handles = null;
    listeners = 0;
    earliestDeadline = TaskHandle.ENDLESS;
    latestDeadline = 0;
    while (rest != null) {
      TaskHandle next = rest.next;
      if (rest != handle) {
        add(rest);
      }
      rest = next;
    }
  }

  /** Returns what a virtual time calls its polls. */
  @Override
  public String toString() {
    return "a poll of task " + id;
  }

  boolean hasListeners() {
    return listeners > 0;
  }

  long earliestDeadline() {
    return earliestDeadline;
  }

  long latestDeadline() {
    return latestDeadline;
  }

  /** Returns the planned time, or the time of a handle's last poll before its deadline if that comes first. */
  long notAfterLastPoll(long planned, long now) {
    if (planned < earliestDeadline - TaskHandle.LONGEST_MARGIN) {
      return planned;
    }
    long due = planned;
    for (TaskHandle handle = handles; handle != null; handle = handle.next) {
      long lastPoll = handle.lastPoll();
      due = lastPoll > now ? Math.min(due, lastPoll) : due;
    }
    return due;
  }
}
