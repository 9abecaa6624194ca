package io.happyhorse.core.task;

import org.jspecify.annotations.Nullable;

/** Whether and how a task has ended, as reported by the gateway. */
public sealed interface Outcome {
  /** The task has not ended. */
  enum Pending implements Outcome {
    /** The only value. */
    PENDING
  }

  /**
   * The task ended in SUCCESS.
   *
   * @param link the link to the video; null if the gateway provided no usable link
   */
  record Succeeded(@Nullable ResultLink link) implements Outcome {
    /** A success without a usable link. */
    public static final Succeeded WITHOUT_LINK = new Succeeded(null);
  }

  /** The task ended in FAILURE. */
  record Failed(TaskFailure failure) implements Outcome {}
}
