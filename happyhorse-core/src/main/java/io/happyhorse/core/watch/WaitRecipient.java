package io.happyhorse.core.watch;

/** Receives the observations of a wait and then its end, in order. */
interface WaitRecipient {
  /** Returns whether observations are needed; always the same. */
  boolean isListening();

  /**
   * Appends a notification to the queue.
   *
   * @return whether {@link #drain} must be called
   */
  boolean enqueue(Effect.ToRecipient effect);

  /** Delivers all queued notifications. Runs foreign code. */
  void drain();
}
