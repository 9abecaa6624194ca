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
  private Fault.@Nullable Reset held;
  private int heldHits;
  private long heldSince;
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
    if (isSentAgain(overHttp)) {
      heldHits--;
      return new Exchange(this, body(now), held, queries, true, false);
    }
    queries++;
    noteSpacing(now);
    boolean late = endTold;
    afterEnd += late ? 1 : 0;
    Fault own = script.faultOf(queries);
    Fault fault = own == null ? others.apply(queries) : own;
    note(fault, now);
    TaskBody body = body(now);
    queriesInStep += Exchange.answers(fault) ? 1 : 0;
    return new Exchange(this, body, fault, queries, false, late);
  }

  /** Tells whether a request is the one before it, which was reset: whoever sends again unasked does so at once. */
  private boolean isSentAgain(boolean overHttp) {
    return overHttp
        && held != null
        && heldHits > 0
        && TimeSource.system().since(heldSince).compareTo(AT_ONCE) < 0;
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

  private void note(@Nullable Fault fault, Instant now) {
    held = fault instanceof Fault.Reset reset ? reset : null;
    heldHits = held == null ? 0 : held.hits() - 1;
    heldSince = held == null ? 0 : TimeSource.system().nanoTime();
    Fault.RetryAfter asked = fault instanceof Fault.Answer answer ? answer.retryAfter() : null;
    notBefore = asked == null ? null : asked.endsAt(now);
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
    if (state.queries() > 0) {
      if (queriesInStep < state.queries()) {
        return false;
      }
      stepSince = now;
      stepNoticed = now;
      return true;
    }
    Instant end = stepSince.plus(state.lasts());
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
    return step < steps.size() && steps.get(step).queries() == 0
        ? noticed(stepSince.plus(steps.get(step).lasts()))
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

  /** Counts a request for the video, and returns how it is answered. */
  synchronized FakeVideo.Serving serveVideo() {
    List<FakeVideo.Serving> first = script.end().video().service().first();
    return videoRequests < first.size()
        ? first.get(videoRequests++)
        : new FakeVideo.Serving.Bytes();
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
