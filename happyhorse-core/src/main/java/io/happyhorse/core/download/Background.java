package io.happyhorse.core.download;

import io.happyhorse.core.time.Activity;
import io.happyhorse.core.time.Time;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs downloads on daemon threads, so many at once, those whose links expire first before the others. Thread-safe. */
final class Background {
  private static final long IDLE_SECONDS = 90;

  private final Time time;
  private final int places;
  private final Queue<Job> waiting = new PriorityQueue<>();
  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
      0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
  private int taken;

  Background(Time time, int places) {
    this.time = time;
    this.places = places;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "happyhorse-download-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  synchronized void add(Job job) {
    waiting.add(job);
    beginNext();
  }

  /** Begins the next download if there is a place. A virtual time lets it finish from now on, but does not mind those that wait. */
  private void beginNext() {
    Job next = taken < places ? waiting.poll() : null;
    if (next != null) {
      taken++;
      Activity activity = time.begin(next);
      pool.execute(() -> run(next, activity));
    }
  }

  private void run(Job job, Activity activity) {
    activity.continueHere();
    try (activity) {
      job.run();
      giveBack();
    }
  }

  private synchronized void giveBack() {
    taken--;
    beginNext();
  }
}
