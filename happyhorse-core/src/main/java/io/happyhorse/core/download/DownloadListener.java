package io.happyhorse.core.download;

/** Hears how a download goes, on the thread that downloads. What it throws goes to the thread's handler of uncaught exceptions. */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Hears how far it has come: when it begins, at most ten times a second, and when all bytes are there.
   *
   * @param progress how far
   */
  void onProgress(DownloadProgress progress);

  /**
   * Hears of something out of the ordinary.
   *
   * @param event what happened
   */
  default void onEvent(DownloadEvent event) {}
}
