package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A task of the fake: a script, how far it has come, and who asked for it when. Thread-safe. */
final class FakeTask {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final TaskId id;
  private final TaskScript script;
  private final Instant gatewaySince;
  private final Instant submittedAt;
  private final BiFunction<TaskSnapshot, Instant, String> videoUrl;
  private final int ordinal;
  private @Nullable Instant startedAt;
  private Instant stepSince;
  private Instant stepNoticed;
  private int step;
  private int queriesInStep;
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
    this.gatewaySince = gatewaySince;
    this.submittedAt = submittedAt;
    this.ordinal = ordinal;
    this.videoUrl = videoUrl;
    this.stepSince = submittedAt;
    this.stepNoticed = submittedAt;
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
    queriesInStep += delivery.isObservation() ? 1 : 0;
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
      known = new TaskBody(snapshot, videoUrl.apply(snapshot, now));
      linkOver = VideoLink.nextRenewal(snapshot, now);
      current = known;
    }
    return known;
  }

  private void moveOn(Instant now) {
    noteStart();
    while (step < script.steps().size() && isOver(script.steps().get(step), now)) {
      step++;
      queriesInStep = 0;
      current = null;
      noteStart();
    }
  }

  private boolean isOver(ScriptStep state, Instant now) {
    Stay stay = state.stay();
    if (stay.endsByQueries()) {
      if (queriesInStep < stay.queries()) {
        return false;
      }
      stepSince = now;
      stepNoticed = now;
      return true;
    }
    Instant end = stepSince.plus(stay.time());
    if (end.isAfter(lastSweep(now))) {
      return false;
    }
    stepSince = end;
    stepNoticed = noticed(end);
    return true;
  }

  private void noteStart() {
    if (startedAt == null
        && step < script.steps().size()
        && script.steps().get(step).isRunning()) {
      startedAt = stepNoticed;
    }
  }

  /** Returns when time alone next ends a state; null if it does not. */
  synchronized @Nullable Instant nextChange(Instant now) {
    moveOn(now);
    List<ScriptStep> steps = script.steps();
    return step < steps.size() && !steps.get(step).stay().endsByQueries()
        ? noticed(stepSince.plus(steps.get(step).stay().time()))
        : null;
  }

  /** Returns when the gateway last looked. */
  private Instant lastSweep(Instant now) {
    Duration since = sinceSweep(now);
    return now.minus(since);
  }

  /** Returns when the gateway notices what happens at an instant. */
  private Instant noticed(Instant event) {
    Duration since = sinceSweep(event);
    return since.isZero() ? event : event.minus(since).plus(script.sweep());
  }

  private Duration sinceSweep(Instant instant) {
    long sweep = script.sweep().toNanos();
    return sweep == 0
        ? Duration.ZERO
        : Duration.ofNanos(Duration.between(gatewaySince, instant).toNanos() % sweep);
  }

  private TaskSnapshot snapshot() {
    List<ScriptStep> steps = script.steps();
    return step < steps.size()
        ? new TaskSnapshot(id, script, steps.get(step), submittedAt, startedAt, null, null)
        : new TaskSnapshot(id, script, null, submittedAt, startedAt, stepSince, stepNoticed);
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
