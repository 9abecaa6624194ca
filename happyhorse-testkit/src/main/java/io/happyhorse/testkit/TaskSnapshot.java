package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task of the fake at one instant. */
record TaskSnapshot(
    TaskId id,
    String status,
    String progress,
    @Nullable String failReason,
    Instant submittedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  boolean succeeded() {
    return finishedAt != null && failReason == null;
  }
}
