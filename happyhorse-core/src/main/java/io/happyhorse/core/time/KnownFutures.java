package io.happyhorse.core.time;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** Futures that end when their virtual time fails, as long as anybody holds them. Thread-safe. */
final class KnownFutures {
  private final Set<TimedFuture<?>> futures = Collections.newSetFromMap(new WeakHashMap<>());

  synchronized void add(TimedFuture<?> future) {
    futures.add(future);
  }

  void fail(AssertionError error) {
    List<TimedFuture<?>> open;
    synchronized (this) {
      open = List.copyOf(futures);
    }
    open.forEach(future -> {
      boolean unused = future.completeExceptionally(error);
    });
  }
}
