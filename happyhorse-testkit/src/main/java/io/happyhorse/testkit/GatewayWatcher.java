package io.happyhorse.testkit;

import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import org.jspecify.annotations.Nullable;

/** The watcher of a fake gateway, which polls in memory. It is created on demand. Thread-safe. */
final class GatewayWatcher {
  private final GatewayStore store;
  private @Nullable TaskWatcher watcher;

  GatewayWatcher(GatewayStore store) {
    this.store = store;
  }

  synchronized TaskWatcher get() {
    TaskWatcher made = watcher;
    if (made == null) {
      made = builder().build();
      watcher = made;
    }
    return made;
  }

  TaskWatcherBuilder builder() {
    return TaskWatcher.builder(new InMemoryTaskQuery(store)).time(store.time);
  }

  /** Closes the watcher, if there is one. The lock is not held meanwhile, since closing waits for callbacks. */
  void close() {
    TaskWatcher made;
    synchronized (this) {
      made = watcher;
      watcher = null;
    }
    if (made != null) {
      made.close();
    }
  }
}
