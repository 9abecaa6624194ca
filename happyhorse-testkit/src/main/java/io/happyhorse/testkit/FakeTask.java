package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task of the fake: a script, and how far it has come. */
final class FakeTask {
  private final TaskId id;
  private final TaskScript script;
  private final Instant submittedAt;
  private @Nullable Instant startedAt;
  private Instant stepSince;
  private int step;
  private int queriesInStep;
  private int queries;

  FakeTask(TaskId id, TaskScript script, Instant submittedAt) {
    this.id = id;
    this.script = script;
    this.submittedAt = submittedAt;
    this.stepSince = submittedAt;
  }

  /** Answers one query: moves the script on to this instant and tells where it is. */
  synchronized TaskSnapshot query(Instant now) {
    queries++;
    moveOn(now);
    queriesInStep++;
    return snapshot();
  }

  /** Tells where the script is at this instant, without a query. */
  synchronized TaskSnapshot look(Instant now) {
    moveOn(now);
    return snapshot();
  }

  private void moveOn(Instant now) {
    noteStart();
    while (step < script.steps().size() && isOver(script.steps().get(step), now)) {
      step++;
      queriesInStep = 0;
      noteStart();
    }
  }

  private boolean isOver(ScriptStep current, Instant now) {
    if (current.queries() > 0) {
      if (queriesInStep < current.queries()) {
        return false;
      }
      stepSince = now;
      return true;
    }
    Instant end = stepSince.plus(current.lasts());
    if (end.isAfter(now)) {
      return false;
    }
    stepSince = end;
    return true;
  }

  private void noteStart() {
    boolean runs =
        step < script.steps().size() && script.steps().get(step).status().equals("IN_PROGRESS");
    if (runs && startedAt == null) {
      startedAt = stepSince;
    }
  }

  private TaskSnapshot snapshot() {
    if (step < script.steps().size()) {
      ScriptStep current = script.steps().get(step);
      return new TaskSnapshot(
          id, current.status(), current.progress(), null, submittedAt, startedAt, null);
    }
    String failReason = script.end().failReason();
    String status = failReason == null ? "SUCCESS" : "FAILURE";
    return new TaskSnapshot(id, status, "100%", failReason, submittedAt, startedAt, stepSince);
  }

  synchronized int queries() {
    return queries;
  }
}
