package io.happyhorse.core.watch;

/** Receives the events of a watcher. */
@FunctionalInterface
public interface WatcherListener {
  /** Called for each event. An exception is passed to the thread's handler of uncaught exceptions and has no other effect. */
  void onEvent(WatcherEvent event);
}
