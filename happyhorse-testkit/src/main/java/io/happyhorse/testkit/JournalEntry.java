package io.happyhorse.testkit;

import java.time.Instant;

/** One request about a task that reached the fake gateway. Immutable. */
public final class JournalEntry {
  private final Instant at;
  private final String taskId;
  private final int query;
  private final boolean sentAgain;
  private final boolean afterEnd;
  private final String answer;

  private JournalEntry(
      Instant at, String taskId, int query, boolean sentAgain, boolean afterEnd, String answer) {
    this.at = at;
    this.taskId = taskId;
    this.query = query;
    this.sentAgain = sentAgain;
    this.afterEnd = afterEnd;
    this.answer = answer;
  }

  static JournalEntry of(Instant at, Exchange reply) {
    String id = reply.task().id().value();
    return new JournalEntry(at, id, reply.query(), reply.again(), reply.late(), reply.story());
  }

  static JournalEntry refused(Instant at, String taskId, String refusal) {
    return new JournalEntry(at, taskId, 0, false, false, refusal);
  }

  /**
   * Returns when it came, in the gateway's time.
   *
   * @return the instant
   */
  public Instant at() {
    return at;
  }

  /**
   * Returns what was asked for, as it stood in the request.
   *
   * @return the id, which may be of no task
   */
  public String taskId() {
    return taskId;
  }

  /**
   * Returns which query of the task it belongs to.
   *
   * @return a number counted from 1; 0 if it was refused before it reached a task
   */
  public int query() {
    return query;
  }

  /**
   * Tells whether it is a query that the client's HTTP stack sent again by itself, after a reset.
   *
   * @return true for the same query once more
   */
  public boolean isSentAgain() {
    return sentAgain;
  }

  /**
   * Tells whether the client had already been told that the task has ended.
   *
   * @return true if there was nothing left to ask
   */
  public boolean isAfterEnd() {
    return afterEnd;
  }

  /**
   * Returns what it was answered, such as {@code IN_PROGRESS 50%} or {@code connection reset}.
   *
   * @return a few words
   */
  public String answer() {
    return answer;
  }

  /** Returns the request and its answer on one line. */
  @Override
  public String toString() {
    return at + " " + taskId + ": " + answer();
  }
}
