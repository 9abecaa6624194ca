package io.happyhorse.core.download;

/**
 * Receives the progress and the events of downloads, on the thread that downloads. What it throws goes to the thread's handler of
 * uncaught exceptions. A listener of all downloads is thread-safe.
 */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Called with the progress of a download: when it begins, at most ten times a second, and when all bytes are there.
   *
   * @param progress the number of bytes so far
   */
  void onProgress(DownloadProgress progress);

  /**
   * Called when something out of the ordinary happens.
   *
   * @param event what happened
   */
  default void onEvent(DownloadEvent event) {}
}
