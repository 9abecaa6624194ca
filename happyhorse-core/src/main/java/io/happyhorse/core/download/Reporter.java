package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells a listener how a download goes, not too often. */
final class Reporter {
  private static final long AT_MOST_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final DownloadListener listener;
  private final TaskId task;
  private final TimeSource time;
  private long start;
  private long come;
  private long toldAt;

  Reporter(DownloadListener listener, TaskId task, TimeSource time) {
    this.listener = listener;
    this.task = task;
    this.time = time;
  }

  /** Begins to measure. */
  void begin() {
    start = time.nanoTime();
    toldAt = start;
  }

  void onEvent(DownloadEvent event) {
    harmlessly(() -> listener.onEvent(event));
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
    harmlessly(() -> listener.onProgress(new DownloadProgress(task, size, total, rate)));
  }

  @SuppressWarnings("CatchingUnchecked") // a listener's defect must not cost a video
  private static void harmlessly(Runnable telling) {
    try {
      telling.run();
    } catch (Throwable listenersOwn) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, listenersOwn);
    }
  }
}
