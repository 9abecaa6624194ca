package io.happyhorse.core.download;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts the downloads of a downloader. Thread-safe. */
final class DownloadCounters {
  private final AtomicInteger running = new AtomicInteger();
  private final LongAdder completed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /** Runs a download on the calling thread, and counts how it ended. */
  DownloadedVideo count(Supplier<DownloadedVideo> download) {
    LongAdder end = failed;
    running.incrementAndGet();
    try {
      DownloadedVideo video = download.get();
      end = completed;
      return video;
    } finally {
      end.increment();
      running.decrementAndGet();
    }
  }

  int running() {
    return running.get();
  }

  void received(int length) {
    bytes.add(length);
  }

  DownloaderSnapshot snapshot(int waiting) {
    return new DownloaderSnapshot(
        running.get(), waiting, completed.sum(), failed.sum(), bytes.sum());
  }
}
