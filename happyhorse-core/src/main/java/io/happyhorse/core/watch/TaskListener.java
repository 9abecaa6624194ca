package io.happyhorse.core.watch;

/** Hears of every answered poll of a wait. */
@FunctionalInterface
public interface TaskListener {
  /**
   * Hears of one observation. What this throws goes to the thread's handler of uncaught exceptions, and changes nothing.
   *
   * @param observation what was seen, and what it means after what was seen before
   */
  void onObservation(TaskObservation observation);
}
