package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskObservation;

/** Shows how watching tasks goes. All calls come one after the other, from whatever thread. */
interface WatchView extends AutoCloseable {
  /** Shows an observation that does not end the task. */
  void onObservation(TaskObservation observation);

  /** Shows that a task has succeeded, and that its video is fetched now. */
  default void fetching(VideoTask task) {}

  /** Shows how far the download of a video has come. */
  default void downloading(DownloadProgress progress) {}

  /** Shows the end of a task. */
  void ended(TaskResult end);

  /** Tells a person something out of the ordinary. */
  void told(String line);

  @Override
  void close();
}
