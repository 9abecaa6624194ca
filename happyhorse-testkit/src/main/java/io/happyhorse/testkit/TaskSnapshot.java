package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task of the fake in one of its states.
 *
 * @param step the state; null after the end
 * @param endedAt when it ended upstream, which the gateway may have noticed later
 * @param finishedAt when the gateway noticed the end
 */
record TaskSnapshot(
    TaskId id,
    TaskScript script,
    @Nullable ScriptStep step,
    Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant finishedAt) {
  boolean hasEnded() {
    return step == null;
  }

  boolean succeeded() {
    return hasEnded() && script.end().succeeds();
  }

  String status() {
    if (step != null) {
      return step.status();
    }
    return script.end().succeeds() ? "SUCCESS" : "FAILURE";
  }

  String progress() {
    return step == null ? "100%" : step.progress();
  }

  /** Returns the state as shown in a journal. */
  @Override
  public String toString() {
    return (status() + " " + progress()).strip();
  }
}
