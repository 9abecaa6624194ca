package io.happyhorse.core.lifecycle;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.task.VideoTaskBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a wait keeps the last observation. There may be a million running tasks, so their observations lack the upstream
 * report, and share equal parts with the observation before. What lives on from poll to poll need not be copied by the garbage collector.
 */
final class StoredObservation {
  private StoredObservation() {}

  static VideoTask of(VideoTask observation, @Nullable VideoTask before) {
    if (observation.isFinished()) {
      return observation;
    }
    VideoTaskBuilder kept = observation.toBuilder().upstream(null);
    if (before != null && before.timeline().equals(observation.timeline())) {
      kept.timeline(before.timeline());
    }
    if (before != null && Objects.equals(before.requestId(), observation.requestId())) {
      kept.requestId(before.requestId());
    }
    return kept.build();
  }
}
