package io.happyhorse.core.watch;

/** Receives the observations of a wait. */
@FunctionalInterface
public interface TaskListener {
  /**
   * Called after each successful poll. An exception is passed to the thread's handler of uncaught exceptions and has no other effect.
   *
   * @param observation the observation and its transition
   */
  void onObservation(TaskObservation observation);
}
