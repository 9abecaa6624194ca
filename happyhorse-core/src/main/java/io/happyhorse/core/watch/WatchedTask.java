package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task and all waits for it, which share its polls. Belongs to the state of a watcher, but for what is volatile. */
final class WatchedTask {
  final TaskId id;
  final long since;

  /** What is known of it. While a poll is in flight, only what that brings replaces it. */
  volatile WaitState state = WaitState.begin();

  /** The kind that the first wait which stated one has stated; null if none has. */
  volatile @Nullable String kind;

  /** Its place in the queue; null while it is not to be polled, or is being polled. */
  PollQueue.@Nullable Slot slot;

  @Nullable
  Poll inFlight;

  /** Whether it is to be polled again at once after the poll in flight. */
  boolean nudged;

  private int listeners;
  private long earliestDeadline = OpenWait.ENDLESS;
  private long latestDeadline;

  /** The first of its waits, which form a chain; null once the last has ended. */
  private @Nullable OpenWait waits;

  WatchedTask(TaskId id, long now) {
    this.id = id;
    this.since = now;
  }

  /** Returns the number of polls, the one in flight included. */
  int polls() {
    return state.polls() + (inFlight == null ? 0 : 1);
  }

  /** Returns how long it has been watched, which is the time in its state. */
  Duration elapsed(long now) {
    return Duration.ofNanos(now - since);
  }

  void add(OpenWait wait) {
    wait.next = waits;
    waits = wait;
    listeners += wait.recipient.isListening() ? 1 : 0;
    earliestDeadline = Math.min(earliestDeadline, wait.deadline);
    latestDeadline = Math.max(latestDeadline, wait.deadline);
  }

  void remove(OpenWait wait) {
    OpenWait rest = removeAll();
    while (rest != null) {
      OpenWait next = rest.next;
      if (rest != wait) {
        add(rest);
      }
      rest = next;
    }
  }

  /** Takes all waits out and returns the first of the chain. */
  @Nullable
  OpenWait removeAll() {
    OpenWait all = waits;
    waits = null;
    listeners = 0;
    earliestDeadline = OpenWait.ENDLESS;
    latestDeadline = 0;
    return all;
  }

  void forEach(Consumer<OpenWait> action) {
    for (OpenWait wait = waits; wait != null; wait = wait.next) {
      action.accept(wait);
    }
  }

  boolean hasEnded() {
    return waits == null;
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

  /** Returns the planned time, or the time of the last poll before a deadline if that comes first. */
  long notAfterLastPoll(long planned, long now) {
    if (planned < earliestDeadline - OpenWait.LONGEST_MARGIN) {
      return planned;
    }
    long due = planned;
    for (OpenWait wait = waits; wait != null; wait = wait.next) {
      long lastPoll = wait.lastPoll();
      due = lastPoll > now ? Math.min(due, lastPoll) : due;
    }
    return due;
  }

  /** Returns what a virtual time calls its polls. */
  @Override
  public String toString() {
    return "a poll of task " + id;
  }
}
