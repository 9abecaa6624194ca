package io.happyhorse.feign.spring;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.QueryObservation;
import io.happyhorse.feign.QueryObserver;
import io.happyhorse.feign.micrometer.MicrometerQueryObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the meters of queries in every registry that it is bound to. It is bound after the gateway has been created. */
final class QueryMeters implements QueryObserver, MeterBinder {
  private final List<MicrometerQueryObserver> bound = new CopyOnWriteArrayList<>();

  QueryMeters() {}

  @Override
  public void bindTo(MeterRegistry registry) {
    bound.add(new MicrometerQueryObserver(registry));
  }

  @Override
  public QueryObservation started(TaskId id) {
    List<QueryObservation> all =
        bound.stream().map(observer -> observer.started(id)).toList();
    return new QueryObservation() {
      @Override
      public void retried(QueryException error, Duration pause) {
        all.forEach(each -> each.retried(error, pause));
      }

      @Override
      public void received(VideoTask task, Duration took) {
        all.forEach(each -> each.received(task, took));
      }

      @Override
      public void failed(QueryException error, Duration took) {
        all.forEach(each -> each.failed(error, took));
      }
    };
  }
}
