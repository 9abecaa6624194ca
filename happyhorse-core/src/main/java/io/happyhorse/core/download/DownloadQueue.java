package io.happyhorse.core.download;

import io.happyhorse.core.internal.DaemonThreads;
import io.happyhorse.core.time.Activity;
import io.happyhorse.core.time.Time;
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

  private final Time time;
  private final int places;
  private final Queue<Job> waiting = new PriorityQueue<>();
  private final List<Job> running = new ArrayList<>();
  private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
      0,
      Integer.MAX_VALUE,
      IDLE_SECONDS,
      TimeUnit.SECONDS,
      new SynchronousQueue<>(),
      new DaemonThreads("happyhorse-download"));
  private boolean closed;

  DownloadQueue(Time time, int places) {
    this.time = time;
    this.places = places;
  }

  void add(Job job) {
    if (!isAdded(job)) {
      job.close();
    }
  }

  private synchronized boolean isAdded(Job job) {
    if (!closed) {
      waiting.add(job);
      beginNext();
    }
    return !closed;
  }

  /** Begins the next download if there is a place. A virtual time lets it finish from now on, but not those that wait. */
  private void beginNext() {
    Job next = running.size() < places ? waiting.poll() : null;
    if (next != null) {
      running.add(next);
      Activity activity = time.begin(next);
      pool.execute(() -> run(next, activity));
    }
  }

  private void run(Job job, Activity activity) {
    activity.continueHere();
    try (activity) {
      job.run();
      ended(job);
    }
  }

  private synchronized void ended(Job job) {
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
    List<Job> unfinished = unfinishedOnClosing();
    boolean isOneOfThem = unfinished.stream().anyMatch(Job::isOnThisThread);
    unfinished.forEach(Job::close);
    pool.shutdown();
    try {
      boolean unused = !isOneOfThem && pool.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Job> unfinishedOnClosing() {
    closed = true;
    List<Job> unfinished = new ArrayList<>(running);
    unfinished.addAll(waiting);
    waiting.clear();
    return unfinished;
  }
}
