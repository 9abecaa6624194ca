package io.happyhorse.core.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One query on its way. Belongs to the state of a watcher, but for {@link #isAbandoned}. */
final class Poll implements Comparable<Poll> {
  final WatchedTask task;
  final long number;
  final long begunAt;
  final Duration within;

  /** When it is given up, or, once abandoned, when its worker is replaced. */
  long overdueAt;

  /** Whether a thread has begun it, or never will. */
  boolean sent;

  /** Whether its worker has been replaced, and its place among those in flight is another's. */
  boolean replaced;

  private volatile boolean abandoned;

  Poll(WatchedTask task, long number, long begunAt, Duration within) {
    this.task = task;
    this.number = number;
    this.begunAt = begunAt;
    this.within = within;
  }

  void abandon() {
    abandoned = true;
  }

  /** Tells whether what it brings is ignored, since its task's last wait has ended or it was given up. Safe on any thread. */
  boolean isAbandoned() {
    return abandoned;
  }

  /** Orders polls by when they are overdue. */
  @Override
  public int compareTo(Poll other) {
    int byTime = Long.compare(overdueAt, other.overdueAt);
    return byTime == 0 ? Long.compare(number, other.number) : byTime;
  }

  /** Returns a hash that costs nothing; polls are equal only to themselves. */
  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }
}
