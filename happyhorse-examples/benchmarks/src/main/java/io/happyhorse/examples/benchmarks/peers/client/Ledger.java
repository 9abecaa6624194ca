package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.examples.benchmarks.peers.gateway.Micros;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Records when the caller learned of the end of each task, and which waits were lost. Thread-safe. */
final class Ledger {
  private static final long OPEN = 0;
  private static final long LOST = -1;

  private final AtomicLongArray noticedAt;
  private final CountDownLatch open;
  private final Map<String, Integer> reasons = new TreeMap<>();

  Ledger(int tasks) {
    noticedAt = new AtomicLongArray(tasks);
    open = new CountDownLatch(tasks);
  }

  /** Records that a task is known to have ended. */
  void noticed(int task) {
    record(task, Micros.now());
  }

  /** Records that a wait ended although its task had not. */
  void lost(int task, Object reason) {
    if (record(task, LOST)) {
      synchronized (reasons) {
        reasons.merge(word(reason), 1, Integer::sum);
      }
    }
  }

  /** Records the end of a wait when it comes. */
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

  boolean isTold(int task) {
    return noticedAt.get(task) > OPEN;
  }

  long noticedAt(int task) {
    return noticedAt.get(task);
  }

  /** Returns how often waits were lost for which reason. */
  String reasons() {
    synchronized (reasons) {
      return reasons.toString();
    }
  }
}
