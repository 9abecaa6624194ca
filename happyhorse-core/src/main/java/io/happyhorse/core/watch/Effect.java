package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/** An action that the state of a watcher requests from its shell. Actions are executed in order. */
sealed interface Effect {
  /** Run this poll on a worker. */
  record StartPoll(Poll poll) implements Effect {}

  /** Interrupt this poll if it is running. */
  record Interrupt(Poll poll) implements Effect {}

  /** Add a worker in place of one that does not return. */
  record AddWorker() implements Effect {}

  /** Query the schedule for the next poll of this task, and pass the interval to {@link Waits#planned}. */
  record Plan(WatchedTask task) implements Effect {}

  /** Inform the schedule that the last wait for this task ended before the task finished. */
  record Leave(WatchedTask task, Duration elapsed) implements Effect {}

  /** A notification for the recipient of a wait, in order. */
  sealed interface ToRecipient extends Effect {
    OpenWait openWait();
  }

  /** Notify the listener of a wait. */
  record Notify(OpenWait openWait, TaskObservation observation) implements ToRecipient {}

  /** Complete a wait with its task. */
  record Finish(OpenWait openWait, VideoTask task) implements ToRecipient {}

  /** Complete a wait with an error. */
  record Fail(OpenWait openWait, WaitException error) implements ToRecipient {}

  /** Notify the listener of the watcher. */
  record Publish(WatcherEvent event) implements Effect {}
}
