package io.happyhorse.feign;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who hear of questions; what they throw harms nobody. */
final class CompositeObserver {
  private static final Logger LOG = LoggerFactory.getLogger(FeignTaskQuery.class);

  private final List<QueryObserver> all;

  CompositeObserver(List<QueryObserver> all) {
    this.all = List.copyOf(all);
  }

  @SuppressWarnings("CatchingUnchecked") // an observer's defect must not lose an answer
  void tell(Consumer<QueryObserver> event) {
    for (QueryObserver observer : all) {
      try {
        event.accept(observer);
      } catch (Throwable observersOwn) {
        LOG.warn("A query observer failed with {}", observersOwn.getClass().getName());
      }
    }
  }
}
