package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task and all waits for it, which share its polls. Part of the state of a watcher, except for the volatile fields. */
final class WatchedTask {
  static final long UNPLANNED = Long.MIN_VALUE;

  final TaskId id;
  final long since;

  /** The state of the wait. While a poll is in flight, only its result replaces the state. */
  volatile WaitState state = WaitState.begin();

  /** The kind, from the first wait that stated one; null if none has. */
  volatile @Nullable String kind;

  /** Its number in the queue; maintained by the queue. */
  int number = Numbers.NONE;

  /** When its next poll is due; {@link #UNPLANNED} while no poll is planned or one is in flight. Maintained by the queue. */
  long due = UNPLANNED;

  @Nullable
  Poll inFlight;

  /** Whether another poll follows immediately after the poll in flight. */
  boolean nudged;

  private boolean hasListeners;
  private long earliestDeadline = OpenWait.ENDLESS;

  /** The first of its waits, which form a linked list; null once the last wait has ended. */
  private @Nullable OpenWait waits;

  WatchedTask(TaskId id, long now) {
    this.id = id;
    this.since = now;
  }

  boolean isPlanned() {
    return due != UNPLANNED;
  }

  /** Returns the number of polls, including the one in flight. */
  int polls() {
    return state.polls() + (inFlight == null ? 0 : 1);
  }

  /** Returns how long the task has been watched; this is the time base of its state. */
  Duration elapsed(long now) {
    return Duration.ofNanos(now - since);
  }

  void add(OpenWait wait) {
    wait.next = waits;
    waits = wait;
    hasListeners |= wait.recipient.isListening();
    earliestDeadline = Math.min(earliestDeadline, wait.deadline);
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

  /** Removes all waits and returns the first of the list. */
  @Nullable
  OpenWait removeAll() {
    OpenWait all = waits;
    waits = null;
    hasListeners = false;
    earliestDeadline = OpenWait.ENDLESS;
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
    return hasListeners;
  }

  long earliestDeadline() {
    return earliestDeadline;
  }

  long latestDeadline() {
    long latest = 0;
    for (OpenWait wait = waits; wait != null; wait = wait.next) {
      latest = Math.max(latest, wait.deadline);
    }
    return latest;
  }

  /** Returns the planned time or the time of the last poll before a deadline, whichever is earlier. */
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

  /** Returns the description of the polls in reports of a virtual time. */
  @Override
  public String toString() {
    return "a poll of task " + id;
  }
}
