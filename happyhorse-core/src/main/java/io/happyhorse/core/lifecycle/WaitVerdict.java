package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** What follows for a wait from a poll or from its deadline. Only {@link KeepAsking} lets the wait continue. */
public sealed interface WaitVerdict {
  /**
   * Returns what is known after the event.
   *
   * @return the next state
   */
  WaitState state();

  /**
   * The wait continues: poll again when the schedule says, at the latest after {@link WaitState#interval}.
   *
   * @param state the next state
   */
  record KeepAsking(WaitState state) implements WaitVerdict {}

  /**
   * The gateway has ended the task: FAILURE, or SUCCESS with a link.
   *
   * @param state the next state
   * @param task the observation that ended it, as it was received
   */
  record Finished(WaitState state, VideoTask task) implements WaitVerdict {}

  /**
   * The wait ends, since the gateway said SUCCESS but gave no link, however often it was asked.
   *
   * @param state the next state
   */
  record LinkMissing(WaitState state) implements WaitVerdict {}

  /**
   * The wait ends although the gateway has not ended the task. To resume, wait for the same id.
   *
   * @param state the next state
   * @param reason why
   * @param error the error of the last poll; null on {@link GiveUpReason#DEADLINE}
   */
  record GaveUp(
      WaitState state, GiveUpReason reason, @Nullable QueryException error)
      implements WaitVerdict {}
}
