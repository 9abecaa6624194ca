package io.happyhorse.core.task;

import org.jspecify.annotations.Nullable;

/** What the gateway said about the end of a task. */
public sealed interface Outcome {
  /** The task has not ended. */
  enum Pending implements Outcome {
    /** The only value. */
    PENDING
  }

  /**
   * The task ended in SUCCESS.
   *
   * @param link the link to the video; null if the gateway gave no usable one
   */
  record Succeeded(@Nullable ResultLink link) implements Outcome {
    /** A success without a usable link. */
    public static final Succeeded WITHOUT_LINK = new Succeeded(null);
  }

  /**
   * The task ended in FAILURE.
   *
   * @param failure the reason
   */
  record Failed(TaskFailure failure) implements Outcome {}
}
