package io.happyhorse.core.time;

/** Something under way that a virtual time lets finish before it moves on; made by {@link TimeSource#begin}. Thread-safe. */
public interface PendingWork extends AutoCloseable {
  /**
   * Says that the calling thread carries the activity on from now on, until it is closed: while that thread waits in a way that
   * the time knows, the activity waits.
   */
  void bindToCurrentThread();

  /** Says that it is finished. Saying so again does nothing. */
  @Override
  void close();
}
