package io.happyhorse.core.time;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Weak references to futures that fail when their virtual time fails or is closed. Thread-safe. */
final class KnownFutures {
  private final Set<TimedFuture<?>> futures = Collections.newSetFromMap(new WeakHashMap<>());
  private @Nullable AssertionError end;

  void add(TimedFuture<?> future) {
    AssertionError ended = endOrAdded(future);
    if (ended != null) {
      fail(future, ended);
    }
  }

  private synchronized @Nullable AssertionError endOrAdded(TimedFuture<?> future) {
    if (end == null) {
      futures.add(future);
    }
    return end;
  }

  void end(AssertionError error) {
    open(error).forEach(future -> fail(future, error));
  }

  private synchronized List<TimedFuture<?>> open(AssertionError error) {
    end = error;
    List<TimedFuture<?>> open = List.copyOf(futures);
    futures.clear();
    return open;
  }

  private static void fail(TimedFuture<?> future, AssertionError error) {
    boolean unused = future.completeExceptionally(error);
  }
}
