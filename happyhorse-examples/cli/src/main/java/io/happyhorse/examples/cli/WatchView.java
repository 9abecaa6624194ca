package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskObservation;

/** Shows the progress of watched tasks. Calls come one after the other, from any thread. */
interface WatchView extends AutoCloseable {
  /** Shows an observation that does not end the task. */
  void onObservation(TaskObservation observation);

  /** Shows that a task has succeeded and that its video is being fetched. */
  default void fetching(VideoTask task) {}

  /** Shows the progress of a download. */
  default void downloading(DownloadProgress progress) {}

  /** Shows the result of a task. */
  void ended(TaskResult end);

  /** Prints a message. */
  void told(String line);

  @Override
  void close();
}
