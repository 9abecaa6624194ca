package io.happyhorse.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One request about a task that reached the fake gateway. Immutable. */
public final class JournalEntry {
  private final Instant at;
  private final String taskId;
  private final @Nullable Reply reply;
  private final String refusal;

  JournalEntry(Instant at, String taskId, @Nullable Reply reply, String refusal) {
    this.at = at;
    this.taskId = taskId;
    this.reply = reply;
    this.refusal = refusal;
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
    return reply == null ? 0 : reply.query();
  }

  /**
   * Tells whether it is a query that the client's HTTP stack sent again by itself, after a reset.
   *
   * @return true for the same query once more
   */
  public boolean isSentAgain() {
    return reply != null && reply.again();
  }

  /**
   * Tells whether the client had already been told that the task has ended.
   *
   * @return true if there was nothing left to ask
   */
  public boolean isAfterEnd() {
    return reply != null && reply.late();
  }

  /**
   * Returns what it was answered, such as {@code IN_PROGRESS 50%} or {@code connection reset}.
   *
   * @return a few words
   */
  public String answer() {
    return reply == null ? refusal : reply.story();
  }

  /** Returns the request and its answer on one line. */
  @Override
  public String toString() {
    return at + " " + taskId + ": " + answer();
  }
}
