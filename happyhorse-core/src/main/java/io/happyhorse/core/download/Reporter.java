package io.happyhorse.core.download;

import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells listeners how a download goes, not too often. */
final class Reporter {
  private static final long AT_MOST_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<DownloadListener> listeners;
  private final TaskId task;
  private final TimeSource time;
  private long start;
  private long come;
  private long toldAt;

  Reporter(List<DownloadListener> listeners, TaskId task, TimeSource time) {
    this.listeners = listeners;
    this.task = task;
    this.time = time;
  }

  /** Begins to measure. */
  void begin() {
    start = time.nanoTime();
    toldAt = start;
  }

  void onEvent(DownloadEvent event) {
    listeners.forEach(listener -> SafeCalls.run(() -> listener.onEvent(event)));
  }

  /** Counts bytes that have come, and tells of them if it is time to. */
  void came(int bytes, long size, @Nullable Long total) {
    come += bytes;
    if (time.nanoTime() - toldAt >= AT_MOST_EVERY) {
      tell(size, total);
    }
  }

  void tell(long size, @Nullable Long total) {
    toldAt = time.nanoTime();
    double seconds = (toldAt - start) / SECOND;
    double rate = seconds > 0 ? come / seconds : 0;
    DownloadProgress progress = new DownloadProgress(task, size, total, rate);
    listeners.forEach(listener -> SafeCalls.run(() -> listener.onProgress(progress)));
  }
}
