package io.happyhorse.core.time;

/** Unfinished work that a virtual time waits for before it moves; created by {@link TimeSource#begin}. Thread-safe. */
public interface PendingWork extends AutoCloseable {
  /**
   * Binds this work to the calling thread until it is closed: the work counts as parked while that thread waits in a way known
   * to the time.
   */
  void bindToCurrentThread();

  /** Marks this work as finished. Closing again has no effect. */
  @Override
  void close();
}
