package io.happyhorse.core.watch;

/** Who is told of a wait: of observations, then of one end, in order. */
interface WaitRecipient {
  /** Returns whether observations are of interest; always the same. */
  boolean isListening();

  /**
   * Puts something behind what is to be told already.
   *
   * @return whether {@link #drain} must be called
   */
  boolean enqueue(Effect.ToRecipient effect);

  /** Tells everything that has been put in. Runs foreign code. */
  void drain();
}
