package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.VideoTask;
import org.jspecify.annotations.Nullable;

/** The result of an event for a wait: of a poll or of its deadline. Only {@link KeepPolling} continues the wait. */
public sealed interface WaitVerdict {
  /** {@return the state after the event} */
  WaitState state();

  /** The wait continues: the next poll is due after {@link WaitState#interval}. */
  record KeepPolling(WaitState state) implements WaitVerdict {}

  /**
   * The gateway has ended the task: FAILURE, or SUCCESS with a link.
   *
   * @param task the observation that ended it, as it was received
   */
  record Finished(WaitState state, VideoTask task) implements WaitVerdict {}

  /** The wait ends because the gateway reported SUCCESS, but no link, in several polls. */
  record LinkMissing(WaitState state) implements WaitVerdict {}

  /**
   * The wait ends before the task. To resume, wait for the same id.
   *
   * @param error the error of the last poll; null on {@link GiveUpReason#DEADLINE}
   */
  record GaveUp(
      WaitState state, GiveUpReason reason, @Nullable QueryException error)
      implements WaitVerdict {}
}
