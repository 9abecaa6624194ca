package io.happyhorse.feign.micrometer;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamTime;
import io.happyhorse.core.task.VideoTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records how late the gateway notices that a task has finished, once for each task. Thread-safe. */
final class GatewayLag {
  private static final int REMEMBERED = 10_000;
  private static final Duration[] LAGS = IntStream.of(5, 10, 15, 20, 30, 45, 60, 120)
      .mapToObj(Duration::ofSeconds)
      .toArray(Duration[]::new);

  private final MeterRegistry registry;

  /** The tasks whose lag has been recorded. */
  private final Map<TaskId, Boolean> recorded = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<TaskId, Boolean> eldest) {
      return size() > REMEMBERED;
    }
  };

  GatewayLag(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Records the lag of a task, unless it is not known or was recorded before. */
  void record(VideoTask task) {
    Duration lag = lagOf(task);
    if (lag != null && isNew(task.id())) {
      Timer.builder("happyhorse.gateway.lag")
          .description("How late the gateway noticed the end of a task")
          .serviceLevelObjectives(LAGS)
          .register(registry)
          .record(lag);
    }
  }

  private boolean isNew(TaskId id) {
    synchronized (recorded) {
      return recorded.put(id, true) == null;
    }
  }

  private static @Nullable Duration lagOf(VideoTask task) {
    UpstreamReport report = task.upstream();
    UpstreamTime upstreamEnd = report == null ? null : report.endedAt();
    Instant endedAt = upstreamEnd == null ? null : upstreamEnd.instant();
    Instant finishedAt = task.timeline().finishedAt();
    return endedAt == null || finishedAt == null || finishedAt.isBefore(endedAt)
        ? null
        : Duration.between(endedAt, finishedAt);
  }
}
