package io.happyhorse.testkit;

import java.time.Instant;

/** One request about a task that reached the fake gateway. Immutable. */
public final class JournalEntry {
  private final Instant at;
  private final String taskId;
  private final int query;
  private final boolean sentAgain;
  private final boolean afterEnd;
  private final String response;

  private JournalEntry(
      Instant at, String taskId, int query, boolean sentAgain, boolean afterEnd, String response) {
    this.at = at;
    this.taskId = taskId;
    this.query = query;
    this.sentAgain = sentAgain;
    this.afterEnd = afterEnd;
    this.response = response;
  }

  static JournalEntry of(Instant at, Exchange exchange) {
    String id = exchange.task().id().value();
    return new JournalEntry(
        at, id, exchange.query(), exchange.again(), exchange.late(), exchange.description());
  }

  static JournalEntry refused(Instant at, String taskId, String refusal) {
    return new JournalEntry(at, taskId, 0, false, false, refusal);
  }

  /** {@return when the request arrived, in the gateway's time} */
  public Instant at() {
    return at;
  }

  /** {@return the id as in the request, which may belong to no task} */
  public String taskId() {
    return taskId;
  }

  /** {@return the number of the query that the request belongs to, counted from 1; 0 if the request was refused} */
  public int query() {
    return query;
  }

  /**
   * {@return whether the client's HTTP stack repeated the query by itself, after a reset; true if it belongs to the same query as
   * the request before it}
   */
  public boolean isSentAgain() {
    return sentAgain;
  }

  /** {@return whether the client had already received the end of the task; true if the query was needless} */
  public boolean isAfterEnd() {
    return afterEnd;
  }

  /** {@return a short summary of the response, such as {@code IN_PROGRESS 50%} or {@code connection reset}} */
  public String response() {
    return response;
  }

  /** Returns the request and the response on one line. */
  @Override
  public String toString() {
    return at + " " + taskId + ": " + response();
  }
}
