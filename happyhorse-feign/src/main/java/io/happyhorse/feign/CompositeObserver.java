package io.happyhorse.feign;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls several observers. Their exceptions are logged and ignored. */
final class CompositeObserver {
  private static final Logger LOG = LoggerFactory.getLogger(FeignTaskQuery.class);

  private final List<QueryObserver> all;

  CompositeObserver(List<QueryObserver> all) {
    this.all = List.copyOf(all);
  }

  /** Starts the observation of a query, which must be closed on the same thread. */
  Observed start(TaskId id) {
    List<QueryObservation> started = new ArrayList<>(all.size());
    for (QueryObserver observer : all) {
      harmlessly(() -> started.add(observer.started(id)));
    }
    return new Observed(started);
  }

  /** The observations of one query by all observers. */
  record Observed(List<QueryObservation> observations) implements AutoCloseable {
    void forEach(Consumer<QueryObservation> event) {
      for (QueryObservation observation : observations) {
        harmlessly(() -> event.accept(observation));
      }
    }

    /** Closes the observations in reverse order, since scopes of spans are nested. */
    @Override
    public void close() {
      for (int last = observations.size() - 1; last >= 0; last--) {
        harmlessly(observations.get(last)::close);
      }
    }
  }

  @SuppressWarnings("CatchingUnchecked") // a defect of an observer must not lose an observation
  private static void harmlessly(Runnable call) {
    try {
      call.run();
    } catch (Throwable observersOwn) {
      LOG.warn("A query observer failed with {}", observersOwn.getClass().getName());
    }
  }
}
