package io.happyhorse.core.download;

import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reports the progress of a download to listeners at a limited rate. */
final class Reporter {
  private static final long AT_MOST_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<DownloadListener> listeners;
  private final TaskId task;
  private final TimeSource time;
  private long start;
  private long received;
  private long reportedAt;

  Reporter(List<DownloadListener> listeners, TaskId task, TimeSource time) {
    this.listeners = listeners;
    this.task = task;
    this.time = time;
  }

  /** Starts the measurement. */
  void begin() {
    start = time.nanoTime();
    reportedAt = start;
  }

  void onEvent(DownloadEvent event) {
    listeners.forEach(listener -> SafeCalls.run(() -> listener.onEvent(event)));
  }

  /** Counts received bytes, and reports them if a report is due. */
  void received(int bytes, long size, @Nullable Long total) {
    received += bytes;
    if (time.nanoTime() - reportedAt >= AT_MOST_EVERY) {
      report(size, total);
    }
  }

  void report(long size, @Nullable Long total) {
    reportedAt = time.nanoTime();
    double seconds = (reportedAt - start) / SECOND;
    double rate = seconds > 0 ? received / seconds : 0;
    DownloadProgress progress = new DownloadProgress(task, size, total, rate);
    listeners.forEach(listener -> SafeCalls.run(() -> listener.onProgress(progress)));
  }
}
