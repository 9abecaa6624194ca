package io.happyhorse.core.watch;

import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The polls that have not returned, and which of them are overdue. Times are ticks. Not thread-safe. */
final class InFlight {
  private static final int MOST_POLLS_IN_AVERAGE = 100;

  private final int max;
  private final TreeSet<Poll> overduePolls = new TreeSet<>();
  private int count;
  private int replaced;
  private long averageDuration;
  private int pollsInAverage;

  InFlight(int max) {
    this.max = max;
  }

  boolean isFull() {
    return count >= max;
  }

  int count() {
    return count;
  }

  void begin(Poll poll, long overdueAt) {
    count++;
    poll.overdueAt = overdueAt;
    overduePolls.add(poll);
  }

  /** Called when a poll has returned. */
  void returned(Poll poll, long now) {
    overduePolls.remove(poll);
    count -= poll.replaced ? 0 : 1;
    if (!poll.isAbandoned()) {
      pollsInAverage = Math.min(pollsInAverage + 1, MOST_POLLS_IN_AVERAGE);
      averageDuration += (now - poll.begunAt - averageDuration) / pollsInAverage;
    }
  }

  void postpone(Poll poll, long overdueAt) {
    overduePolls.remove(poll);
    poll.overdueAt = overdueAt;
    overduePolls.add(poll);
  }

  /** Removes and returns an overdue poll; null if there is none. */
  @Nullable
  Poll nextOverdue(long now) {
    return firstOverdueAt() <= now ? overduePolls.pollFirst() : null;
  }

  long firstOverdueAt() {
    return overduePolls.isEmpty() ? Long.MAX_VALUE : overduePolls.first().overdueAt;
  }

  /** Frees the place of a poll that does not return, unless this happened too often; returns whether the place was freed. */
  boolean replace(Poll poll) {
    poll.replaced = replaced < max;
    if (poll.replaced) {
      replaced++;
      count--;
    }
    return poll.replaced;
  }

  /** Returns how long this number of polls takes if all places are used. */
  long timeFor(int polls) {
    return polls * averageDuration / max;
  }
}
