package io.happyhorse.core.download;

import java.util.function.IntSupplier;

/**
 * Runs requests for parts of videos on daemon threads, and limits the additional requests of a downloader. A download has one request
 * of its own; each further one is additional. Thread-safe.
 */
final class PartExecutor {
  private final int mostRequests;
  private final int mostAdditional;
  private final IntSupplier downloads;
  private final IdleThreads threads = new IdleThreads("happyhorse-part");
  private int additional;

  /**
   * Creates an executor.
   *
   * @param ranges the limit of one download; all downloads together have one additional request less than this
   * @param maxConcurrent the maximum number of concurrent downloads in the background; additional requests use free places only
   * @param downloads returns the number of running downloads
   */
  PartExecutor(ParallelRanges ranges, int maxConcurrent, IntSupplier downloads) {
    this.mostRequests = Math.max(ranges.most(), maxConcurrent);
    this.mostAdditional = ranges.most() - 1;
    this.downloads = downloads;
  }

  /** Reserves an additional request; returns false if the limit does not allow one. */
  synchronized boolean reserve() {
    boolean isFree =
        additional < mostAdditional && downloads.getAsInt() + additional < mostRequests;
    if (isFree) {
      additional++;
    }
    return isFree;
  }

  /** Returns an additional request. */
  synchronized void release() {
    additional--;
  }

  /**
   * Starts a request; it fails if there can be no further thread.
   *
   * @param onEnd called when the request has ended, on its thread
   */
  void execute(PartRequest request, Runnable onEnd) {
    request.begin();
    try {
      threads.execute(() -> {
        try {
          request.run();
        } finally {
          onEnd.run();
        }
      });
    } catch (OutOfMemoryError noThread) {
      request.fail(noThread);
      onEnd.run();
    }
  }

  /** Ends idle threads at once. */
  void close() {
    threads.close();
  }
}
