package io.happyhorse.testkit;

import java.time.Instant;

/**
 * One request about a task that reached the fake gateway.
 *
 * @param at when the request arrived, in the gateway's time
 * @param taskId the id as in the request, which may belong to no task
 * @param query the number of the query that the request belongs to, counted from 1; 0 if the request was refused
 * @param isSentAgain whether the client's HTTP stack repeated the query by itself, after a reset; true if it belongs to the same query
 *     as the request before it
 * @param isAfterEnd whether the client had already received the end of the task; true if the query was needless
 * @param response a short summary of the response, such as {@code IN_PROGRESS 50%} or {@code connection reset}
 */
public record JournalEntry(
    Instant at,
    String taskId,
    int query,
    boolean isSentAgain,
    boolean isAfterEnd,
    String response) {
  static JournalEntry of(Instant at, Exchange exchange) {
    String id = exchange.task().id().value();
    return new JournalEntry(
        at, id, exchange.query(), exchange.again(), exchange.late(), exchange.description());
  }

  static JournalEntry refused(Instant at, String taskId, String refusal) {
    return new JournalEntry(at, taskId, 0, false, false, refusal);
  }

  /** Returns the request and the response on one line. */
  @Override
  public String toString() {
    return at + " " + taskId + ": " + response;
  }
}
