package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The progress of a task in its script. Not thread-safe. */
final class ScriptProgress {
  private final TaskScript script;
  private final Instant gatewaySince;
  private @Nullable Instant startedAt;
  private Instant stepSince;
  private Instant stepNoticed;
  private int step;
  private int queriesInStep;

  /** Starts a script at a gateway that first checked its tasks at {@code gatewaySince}. */
  ScriptProgress(TaskScript script, Instant gatewaySince, Instant submittedAt) {
    this.script = script;
    this.gatewaySince = gatewaySince;
    this.stepSince = submittedAt;
    this.stepNoticed = submittedAt;
  }

  /** Counts a query that has returned the state. */
  void countObservation() {
    queriesInStep++;
  }

  /** Skips the states that have ended, and returns whether there were any. */
  boolean advance(Instant now) {
    int before = step;
    noteStart();
    while (step < script.steps().size() && hasEnded(current(), now)) {
      step++;
      queriesInStep = 0;
      noteStart();
    }
    return step > before;
  }

  private boolean hasEnded(ScriptStep state, Instant now) {
    return state.stay().endsByQueries()
        ? hasEndedByQueries(state.stay(), now)
        : hasEndedByTime(state.stay(), now);
  }

  private boolean hasEndedByQueries(Stay stay, Instant now) {
    if (queriesInStep < stay.queries()) {
      return false;
    }
    stepSince = now;
    stepNoticed = now;
    return true;
  }

  private boolean hasEndedByTime(Stay stay, Instant now) {
    Instant end = stepSince.plus(stay.time());
    if (end.isAfter(now.minus(sinceSweep(now)))) {
      return false;
    }
    stepSince = end;
    stepNoticed = noticed(end);
    return true;
  }

  private void noteStart() {
    if (startedAt == null && step < script.steps().size() && current().isRunning()) {
      startedAt = stepNoticed;
    }
  }

  private ScriptStep current() {
    return script.steps().get(step);
  }

  /** Returns when the next state ends by time; null if none does. */
  @Nullable
  Instant nextChange() {
    return step < script.steps().size() && !current().stay().endsByQueries()
        ? noticed(stepSince.plus(current().stay().time()))
        : null;
  }

  /** Returns when the gateway notices an event. */
  private Instant noticed(Instant event) {
    Duration since = sinceSweep(event);
    return since.isZero() ? event : event.minus(since).plus(script.sweep());
  }

  /** Returns the time since the gateway last checked its tasks. */
  private Duration sinceSweep(Instant instant) {
    long sweep = script.sweep().toNanos();
    return sweep == 0
        ? Duration.ZERO
        : Duration.ofNanos(Duration.between(gatewaySince, instant).toNanos() % sweep);
  }

  TaskSnapshot snapshot(TaskId id, Instant submittedAt) {
    List<ScriptStep> steps = script.steps();
    return step < steps.size()
        ? new TaskSnapshot(id, script, current(), submittedAt, startedAt, null, null)
        : new TaskSnapshot(id, script, null, submittedAt, startedAt, stepSince, stepNoticed);
  }
}
