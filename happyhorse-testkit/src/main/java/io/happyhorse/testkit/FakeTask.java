package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A task of the fake: its script, the progress in it, and the requests for it. Thread-safe. */
final class FakeTask {
  private final TaskId id;
  private final TaskScript script;
  private final Instant submittedAt;
  private final BiFunction<TaskSnapshot, Instant, String> videoUrl;
  private final int ordinal;
  private final ScriptProgress progress;
  private @Nullable RequestIds requestIds;
  private @Nullable TaskBody current;

  /** The instant at which the link in the body must be renewed. */
  private Instant linkRenewal = Instant.MAX;

  private int videoRequests;

  private int queries;
  private int hits;
  private int afterEnd;
  private boolean endDelivered;
  private final ResetRepeats repeats = new ResetRepeats();
  private final QueryTiming timing = new QueryTiming();

  FakeTask(
      TaskId id,
      TaskScript script,
      Instant gatewaySince,
      Instant submittedAt,
      int ordinal,
      BiFunction<TaskSnapshot, Instant, String> videoUrl) {
    this.id = id;
    this.script = script;
    this.submittedAt = submittedAt;
    this.ordinal = ordinal;
    this.videoUrl = videoUrl;
    this.progress = new ScriptProgress(script, gatewaySince, submittedAt);
  }

  /**
   * Handles one request.
   *
   * @param overHttp whether the client's HTTP stack may repeat it by itself
   * @param others the faults by number of the query; those of the script take precedence
   */
  synchronized Exchange query(Instant now, boolean overHttp, IntFunction<@Nullable Fault> others) {
    hits++;
    Exchange before = overHttp ? repeats.take() : null;
    if (before != null) {
      return new Exchange(
          this, before.body(), before.fault(), before.delivery(), queries, true, false);
    }
    queries++;
    timing.note(queries, now);
    Fault own = script.faultOf(queries);
    Fault fault = own == null ? others.apply(queries) : own;
    TaskBody body = body(now);
    Delivery delivery = fault == null ? body.delivery() : fault.deliver(body);
    Exchange exchange = new Exchange(this, body, fault, delivery, queries, false, endDelivered);
    note(exchange, now);
    return exchange;
  }

  private void note(Exchange exchange, Instant now) {
    Delivery delivery = exchange.delivery();
    afterEnd += endDelivered ? 1 : 0;
    if (delivery.isObservation()) {
      progress.countObservation();
    }
    timing.permitFrom(delivery.notBefore(now));
    repeats.expect(exchange);
  }

  /** Records that a client has received this body, which may be the end of the task. */
  synchronized void noteDelivered(TaskBody delivered) {
    endDelivered |= delivered.isEnd();
  }

  /** Returns the state at an instant, without counting a query. */
  synchronized TaskSnapshot stateAt(Instant now) {
    advance(now);
    return snapshot();
  }

  /** Returns the body for the state at an instant. It is built once per state. */
  private TaskBody body(Instant now) {
    advance(now);
    TaskBody known = current;
    if (known == null || !now.isBefore(linkRenewal)) {
      TaskSnapshot snapshot = snapshot();
      known = new TaskBody(snapshot, requestIds(), videoUrl.apply(snapshot, now));
      linkRenewal = VideoLink.nextRenewal(snapshot, now);
      current = known;
    }
    return known;
  }

  private RequestIds requestIds() {
    RequestIds known = requestIds;
    if (known == null) {
      known = RequestIds.of(id, submittedAt);
      requestIds = known;
    }
    return known;
  }

  private void advance(Instant now) {
    if (progress.advance(now)) {
      current = null;
    }
  }

  private TaskSnapshot snapshot() {
    return progress.snapshot(id, submittedAt);
  }

  /** Returns when the next state ends by time; null if none does. */
  synchronized @Nullable Instant nextChange(Instant now) {
    advance(now);
    return progress.nextChange();
  }

  /** Counts a request for the video, and returns the number of earlier ones. */
  synchronized int countVideoRequest() {
    return videoRequests++;
  }

  /** Discards the body, whose links lead to another server. */
  synchronized void forgetBody() {
    current = null;
  }

  TaskId id() {
    return id;
  }

  /** Returns the number of tasks that were accepted before this one. */
  int ordinal() {
    return ordinal;
  }

  TaskScript script() {
    return script;
  }

  Instant submittedAt() {
    return submittedAt;
  }

  synchronized int queries() {
    return queries;
  }

  synchronized int hits() {
    return hits;
  }

  synchronized int afterEnd() {
    return afterEnd;
  }

  synchronized @Nullable Duration shortestGap() {
    return timing.shortestGap();
  }

  synchronized @Nullable String tooEarly() {
    return timing.tooEarly();
  }
}
