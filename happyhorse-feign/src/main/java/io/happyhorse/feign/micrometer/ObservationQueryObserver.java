package io.happyhorse.feign.micrometer;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.QueryObservation;
import io.happyhorse.feign.QueryObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.Observation.Scope;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.Objects;

/**
 * Records each query as a Micrometer observation, which becomes a span if there is a tracer. Thread-safe.
 *
 * <pre>{@code
 * FeignTaskQuery.builder(key).observer(new ObservationQueryObserver(registry)).build();
 * }</pre>
 *
 * <p>The observation {@code happyhorse.task.query} is current on the thread of the query, so log lines of the query carry its trace id.
 * Its low-cardinality keys are {@code status} (HTTP, {@code IO_ERROR}, or {@code none} if an error of the JVM ended the query), {@code
 * task.status} (such as {@code IN_PROGRESS}, or {@code none}); its high-cardinality keys are {@code task.id} and {@code attempts}. It
 * has an event {@code retry} for each pause, and records the error of a failed query. It contains neither links nor keys.
 */
public final class ObservationQueryObserver implements QueryObserver {
  private static final String NONE = "none";

  private final ObservationRegistry registry;

  /** Creates an observer. */
  public ObservationQueryObserver(ObservationRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  @Override
  public QueryObservation started(TaskId id) {
    Observation observation = Observation.createNotStarted("happyhorse.task.query", registry)
        .contextualName("query task")
        .lowCardinalityKeyValue("status", NONE)
        .lowCardinalityKeyValue("task.status", NONE)
        .highCardinalityKeyValue("task.id", id.value())
        .start();
    return new Span(observation, observation.openScope());
  }

  private record Span(Observation observation, Scope scope) implements QueryObservation {
    @Override
    public void retried(QueryException error, Duration pause) {
      observation.event(Observation.Event.of(
          "retry",
          "retry after " + error.getClass().getSimpleName() + ", pause " + pause.toMillis()
              + " ms"));
    }

    @Override
    public void received(VideoTask task, Duration took) {
      observation
          .lowCardinalityKeyValue("status", "200")
          .lowCardinalityKeyValue("task.status", task.status().name())
          .highCardinalityKeyValue("attempts", Integer.toString(task.attempts()));
    }

    @Override
    public void failed(QueryException error, Duration took) {
      Integer status = error.httpStatus();
      observation
          .lowCardinalityKeyValue("status", status == null ? "IO_ERROR" : status.toString())
          .highCardinalityKeyValue("attempts", Integer.toString(error.details().attempts()))
          .error(error);
    }

    @Override
    public void close() {
      scope.close();
      observation.stop();
    }
  }
}
