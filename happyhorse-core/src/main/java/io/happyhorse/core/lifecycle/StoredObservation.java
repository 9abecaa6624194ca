package io.happyhorse.core.lifecycle;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.task.VideoTaskBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a wait stores its last observation. The observation of a running task has no upstream report and shares equal parts
 * with the observation before it, since there may be a million of them: the garbage collector need not copy what stays the same.
 */
final class StoredObservation {
  private StoredObservation() {}

  static VideoTask of(VideoTask observation, @Nullable VideoTask before) {
    if (observation.isFinished()) {
      return observation;
    }
    VideoTaskBuilder stored = observation.toBuilder().upstream(null);
    if (before != null && before.timeline().equals(observation.timeline())) {
      stored.timeline(before.timeline());
    }
    if (before != null && Objects.equals(before.requestId(), observation.requestId())) {
      stored.requestId(before.requestId());
    }
    return stored.build();
  }
}
