package io.happyhorse.feign.micrometer;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.QueryObservation;
import io.happyhorse.feign.QueryObserver;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times the queries to the gateway in a Micrometer registry. Thread-safe.
 *
 * <pre>{@code
 * FeignTaskQuery.builder(key).observer(new MicrometerQueryObserver(registry)).build();
 * }</pre>
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>kind</th><th>tags</th></tr>
 *   <tr><td>{@code happyhorse.query}</td><td>timer: a whole query, including tries and pauses</td>
 *       <td>{@code outcome} ({@code SUCCESS}, {@code REDIRECTION}, {@code CLIENT_ERROR}, {@code SERVER_ERROR}, {@code UNKNOWN}),
 *       {@code status} (HTTP, or {@code IO_ERROR}), {@code exception} (its simple name, or {@code none}), {@code task.status}
 *       (such as {@code IN_PROGRESS}, or {@code none})</td></tr>
 *   <tr><td>{@code happyhorse.query.attempts}</td><td>distribution of the requests of a query</td><td>none</td></tr>
 *   <tr><td>{@code happyhorse.query.retries}</td><td>counter</td><td>{@code exception}</td></tr>
 *   <tr><td>{@code happyhorse.gateway.lag}</td><td>timer with buckets from 5 s to 2 min: {@code finish_time} minus the upstream's
 *       {@code end_time}: how late the gateway notices that a task has finished; once for each task that has both (the latest 10,000
 *       tasks are remembered)</td>
 *       <td>none</td></tr>
 * </table>
 *
 * <p>No tag contains a task id, so the number of time series is small.
 */
public final class MicrometerQueryObserver implements QueryObserver {
  private static final String QUERY = "happyhorse.query";
  private static final String NONE = "none";

  private final MeterRegistry registry;
  private final GatewayLag lag;
  private final QueryObservation meters = new Meters();

  /** Creates an observer. */
  public MicrometerQueryObserver(MeterRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.lag = new GatewayLag(registry);
  }

  @Override
  public QueryObservation started(TaskId id) {
    return meters;
  }

  /** Records the meters of a query. It has no state, so one instance serves all queries. */
  private final class Meters implements QueryObservation {
    @Override
    public void retried(QueryException error, Duration pause) {
      registry.counter("happyhorse.query.retries", "exception", nameOf(error)).increment();
    }

    @Override
    public void received(VideoTask task, Duration took) {
      record(
          took,
          task.attempts(),
          Tags.of(
              "outcome",
              "SUCCESS",
              "status",
              "200",
              "exception",
              NONE,
              "task.status",
              task.status().name()));
      lag.record(task);
    }

    @Override
    public void failed(QueryException error, Duration took) {
      Integer status = error.httpStatus();
      record(
          took,
          error.details().attempts(),
          Tags.of(
              "outcome",
              outcomeOf(status),
              "status",
              status == null ? "IO_ERROR" : status.toString(),
              "exception",
              nameOf(error),
              "task.status",
              NONE));
    }
  }

  private void record(Duration took, int attempts, Tags tags) {
    Timer.builder(QUERY)
        .description("Queries to the gateway, tries and pauses included")
        .tags(tags)
        .register(registry)
        .record(took);
    DistributionSummary.builder("happyhorse.query.attempts")
        .description("Requests of a query")
        .register(registry)
        .record(attempts);
  }

  private static String nameOf(QueryException error) {
    return error.getClass().getSimpleName();
  }

  private static String outcomeOf(@Nullable Integer status) {
    if (status == null) {
      return "UNKNOWN";
    }
    if (HttpStatus.isServerError(status)) {
      return "SERVER_ERROR";
    }
    if (HttpStatus.isClientError(status)) {
      return "CLIENT_ERROR";
    }
    return HttpStatus.isRedirection(status) ? "REDIRECTION" : "UNKNOWN";
  }
}
