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

  /** Takes in that a poll has returned. */
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

  /** Takes out a poll that is overdue; null if there is none. */
  @Nullable
  Poll nextOverdue(long now) {
    return firstOverdueAt() <= now ? overduePolls.pollFirst() : null;
  }

  long firstOverdueAt() {
    return overduePolls.isEmpty() ? Long.MAX_VALUE : overduePolls.first().overdueAt;
  }

  /** Gives the place of a poll that does not return to another, unless that has happened too often; tells whether it has. */
  boolean replace(Poll poll) {
    poll.replaced = replaced < max;
    if (poll.replaced) {
      replaced++;
      count--;
    }
    return poll.replaced;
  }

  /** Returns how long so many polls take if all places are used. */
  long timeFor(int polls) {
    return polls * averageDuration / max;
  }
}
