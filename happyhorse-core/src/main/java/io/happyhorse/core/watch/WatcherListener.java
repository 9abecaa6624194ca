package io.happyhorse.core.watch;

/** Hears of the events of a watcher. */
@FunctionalInterface
public interface WatcherListener {
  /**
   * Hears of one event. What this throws goes to the thread's handler of uncaught exceptions, and changes nothing.
   *
   * @param event what happened
   */
  void onEvent(WatcherEvent event);
}
