package io.happyhorse.core.download;

import io.happyhorse.core.internal.DaemonThreads;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Runs requests for parts of videos on daemon threads, and limits the additional requests of a downloader. A download has one request
 * of its own; each further one is additional. Thread-safe.
 */
final class PartExecutor {
  private static final long IDLE_SECONDS = 10;

  private final int mostRequests;
  private final int mostAdditional;
  private final IntSupplier downloads;
  private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
      0,
      Integer.MAX_VALUE,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      new DaemonThreads("happyhorse-part"));
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
      pool.execute(() -> {
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
    pool.setKeepAliveTime(0, TimeUnit.SECONDS);
  }
}
