package io.happyhorse.core.watch;

import io.happyhorse.core.port.TaskQueryPort;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One query in flight. Part of the state of a watcher, except for {@link #isAbandoned}. */
final class Poll implements Comparable<Poll> {
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  final WatchedTask task;
  final long number;
  final long begunAt;
  final Duration within;

  /** When this poll is abandoned or, once abandoned, when its worker is replaced. */
  long overdueAt;

  /** Whether a thread has begun this poll, or will not begin it. */
  boolean sent;

  /** Whether the worker has been replaced, so that its place is free for another poll. */
  boolean replaced;

  private volatile boolean abandoned;

  Poll(WatchedTask task, long number, long begunAt) {
    this.task = task;
    this.number = number;
    this.begunAt = begunAt;
    this.within = limit(task.latestDeadline() - begunAt);
  }

  /** Returns the time limit of the query: the default, or the time until the last deadline of the task if that is shorter. */
  private static Duration limit(long nanosLeft) {
    return nanosLeft < TaskQueryPort.DEFAULT_WITHIN.toNanos()
        ? Duration.ofNanos(Math.max(SHORTEST, nanosLeft))
        : TaskQueryPort.DEFAULT_WITHIN;
  }

  void abandon() {
    abandoned = true;
  }

  /** Returns whether the result is ignored, since the last wait for the task has ended or this poll was abandoned. Thread-safe. */
  boolean isAbandoned() {
    return abandoned;
  }

  /** Orders polls by when they are overdue. */
  @Override
  public int compareTo(Poll other) {
    int byTime = Long.compare(overdueAt, other.overdueAt);
    return byTime == 0 ? Long.compare(number, other.number) : byTime;
  }

  /** Returns a cheap hash; polls are equal only to themselves. */
  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }
}
