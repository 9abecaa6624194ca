package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.examples.benchmarks.peers.gateway.Micros;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Records when the caller learns of the end of each task, and which waits were lost. Thread-safe. */
final class EndLog {
  private static final long OPEN = 0;
  private static final long LOST = -1;

  private final AtomicLongArray noticedAt;
  private final CountDownLatch open;
  private final Map<String, Integer> reasons = new TreeMap<>();

  EndLog(int tasks) {
    noticedAt = new AtomicLongArray(tasks);
    open = new CountDownLatch(tasks);
  }

  /** Records that the caller has learned of the end of a task. */
  void noticed(int task) {
    record(task, Micros.now());
  }

  /** Records that a wait has ended without the end of its task. */
  void lost(int task, Object reason) {
    if (record(task, LOST)) {
      synchronized (reasons) {
        reasons.merge(word(reason), 1, Integer::sum);
      }
    }
  }

  /** Records how a wait ends. */
  void record(CompletionStage<?> end, int task) {
    end.whenComplete((done, error) -> {
      if (error == null) {
        noticed(task);
      } else {
        lost(task, error);
      }
    });
  }

  private boolean record(int task, long value) {
    boolean isFirst = noticedAt.compareAndSet(task, OPEN, value);
    if (isFirst) {
      open.countDown();
    }
    return isFirst;
  }

  private static String word(Object reason) {
    return reason instanceof Throwable error ? error.getClass().getSimpleName() : reason.toString();
  }

  /** Blocks until all waits have ended, or until the limit. */
  void await(long millis) throws InterruptedException {
    open.await(Math.max(0, millis), TimeUnit.MILLISECONDS);
  }

  boolean isNoticed(int task) {
    return noticedAt.get(task) > OPEN;
  }

  long noticedAt(int task) {
    return noticedAt.get(task);
  }

  /** Returns the reasons of lost waits, and how often each occurred. */
  String reasons() {
    synchronized (reasons) {
      return reasons.toString();
    }
  }
}
