package io.happyhorse.core.download;

import io.happyhorse.core.internal.DaemonThreads;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs a limited number of downloads at a time on daemon threads, those whose links expire first before the others. Thread-safe. */
final class DownloadQueue {
  private static final long IDLE_SECONDS = 90;

  private final TimeSource time;
  private final int places;
  private final Queue<DownloadJob> waiting = new PriorityQueue<>();
  private final List<DownloadJob> running = new ArrayList<>();
  private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
      0,
      Integer.MAX_VALUE,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      new DaemonThreads("happyhorse-download"));
  private boolean closed;

  DownloadQueue(TimeSource time, int places) {
    this.time = time;
    this.places = places;
  }

  void add(DownloadJob job) {
    if (!isAdded(job)) {
      job.close();
    }
  }

  private synchronized boolean isAdded(DownloadJob job) {
    if (!closed) {
      waiting.add(job);
      beginNext();
    }
    return !closed;
  }

  /** Begins the next download if there is a place. A virtual time lets it finish from now on, but not those that wait. */
  private void beginNext() {
    DownloadJob next = running.size() < places ? waiting.poll() : null;
    if (next != null) {
      running.add(next);
      PendingWork activity = time.begin(next);
      pool.execute(() -> run(next, activity));
    }
  }

  private void run(DownloadJob job, PendingWork activity) {
    activity.bindToCurrentThread();
    try (activity) {
      job.run();
      ended(job);
    }
  }

  private synchronized void ended(DownloadJob job) {
    running.remove(job);
    beginNext();
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Ends all downloads, and waits, for a limited real time, until those that run have let go of their files. */
  void close(Duration limit) {
    List<DownloadJob> unfinished = unfinishedOnClosing();
    boolean isOneOfThem = unfinished.stream().anyMatch(DownloadJob::isOnThisThread);
    unfinished.forEach(DownloadJob::close);
    pool.shutdown();
    try {
      boolean unused = !isOneOfThem && pool.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<DownloadJob> unfinishedOnClosing() {
    closed = true;
    List<DownloadJob> unfinished = new ArrayList<>(running);
    unfinished.addAll(waiting);
    waiting.clear();
    return unfinished;
  }
}
