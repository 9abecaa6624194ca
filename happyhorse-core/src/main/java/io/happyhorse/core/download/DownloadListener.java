package io.happyhorse.core.download;

/**
 * Receives the progress and the events of downloads, on the downloading thread. An exception is passed to the thread's handler of
 * uncaught exceptions. A listener of all downloads must be thread-safe.
 */
@FunctionalInterface
public interface DownloadListener {
  /** Called with the progress of a download: at its start, at most ten times per second, and at its end. */
  void onProgress(DownloadProgress progress);

  /** Called for each unusual event. The default implementation does nothing. */
  default void onEvent(DownloadEvent event) {}
}
