package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A task of the fake: a script, how far it has come, and who asked for it when. Thread-safe. */
final class FakeTask {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final TaskId id;
  private final TaskScript script;
  private final Instant submittedAt;
  private final BiFunction<TaskSnapshot, Instant, String> videoUrl;
  private final int ordinal;
  private final ScriptProgress progress;
  private @Nullable RequestIds requestIds;
  private @Nullable TaskBody current;

  /** When the link in it is to be replaced by a fresh one. */
  private Instant linkOver = Instant.MAX;

  private int videoRequests;

  private int queries;
  private int hits;
  private int afterEnd;
  private boolean endTold;
  private @Nullable Exchange reset;
  private int resetsLeft;
  private long resetSince;
  private @Nullable Instant lastQuery;
  private @Nullable Duration shortestGap;
  private @Nullable Instant notBefore;
  private @Nullable String tooEarly;

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
   * Takes one request.
   *
   * @param overHttp whether an HTTP stack may send it again by itself
   * @param others what happens to a query, by its number, unless the script says so
   */
  synchronized Exchange ask(Instant now, boolean overHttp, IntFunction<@Nullable Fault> others) {
    hits++;
    Exchange before = reset;
    if (before != null && isSentAgain(overHttp)) {
      resetsLeft--;
      return new Exchange(
          this, before.body(), before.fault(), before.delivery(), queries, true, false);
    }
    queries++;
    noteSpacing(now);
    Fault own = script.faultOf(queries);
    Fault fault = own == null ? others.apply(queries) : own;
    TaskBody body = body(now);
    Delivery delivery = fault == null ? body.delivery() : fault.deliver(body);
    Exchange reply = new Exchange(this, body, fault, delivery, queries, false, endTold);
    note(reply, now);
    return reply;
  }

  /** Tells whether a request is the one before it, which was reset: an HTTP stack that sends again unasked does so at once. */
  private boolean isSentAgain(boolean overHttp) {
    return overHttp
        && resetsLeft > 0
        && TimeSource.system().since(resetSince).compareTo(AT_ONCE) < 0;
  }

  private void noteSpacing(Instant now) {
    if (notBefore != null && now.isBefore(notBefore) && tooEarly == null) {
      tooEarly = "query " + queries + " came "
          + Duration.between(now, notBefore).toMillis() + " ms too early";
    }
    Duration gap = lastQuery == null ? null : Duration.between(lastQuery, now);
    if (gap != null && (shortestGap == null || gap.compareTo(shortestGap) < 0)) {
      shortestGap = gap;
    }
    lastQuery = now;
  }

  private void note(Exchange reply, Instant now) {
    Delivery delivery = reply.delivery();
    afterEnd += endTold ? 1 : 0;
    if (delivery.isObservation()) {
      progress.noteSeen();
    }
    notBefore = delivery.notBefore(now);
    resetsLeft = delivery.requests() - 1;
    reset = resetsLeft > 0 ? reply : null;
    resetSince = resetsLeft > 0 ? TimeSource.system().nanoTime() : 0;
  }

  /** Notes that a client has been told this, and maybe the end by it. */
  synchronized void noteDelivered(TaskBody told) {
    endTold |= told.tellsEnd();
  }

  /** Tells where the script is at this instant, without a query. */
  synchronized TaskSnapshot look(Instant now) {
    moveOn(now);
    return snapshot();
  }

  /** Returns the body about the state at this instant, made once for each state. */
  private TaskBody body(Instant now) {
    moveOn(now);
    TaskBody known = current;
    if (known == null || !now.isBefore(linkOver)) {
      TaskSnapshot snapshot = snapshot();
      known = new TaskBody(snapshot, requestIds(), videoUrl.apply(snapshot, now));
      linkOver = VideoLink.nextRenewal(snapshot, now);
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

  private void moveOn(Instant now) {
    if (progress.moveOn(now)) {
      current = null;
    }
  }

  private TaskSnapshot snapshot() {
    return progress.snapshot(id, submittedAt);
  }

  /** Returns when time alone next ends a state; null if it does not. */
  synchronized @Nullable Instant nextChange(Instant now) {
    moveOn(now);
    return progress.nextChange();
  }

  /** Counts a request for the video, and returns how many there were before it. */
  synchronized int countVideoRequest() {
    return videoRequests++;
  }

  /** Forgets what was made with links to another server. */
  synchronized void forgetBody() {
    current = null;
  }

  TaskId id() {
    return id;
  }

  /** Returns how many tasks were accepted before it. */
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
    return shortestGap;
  }

  synchronized @Nullable String tooEarly() {
    return tooEarly;
  }
}
