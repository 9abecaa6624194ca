package io.happyhorse.examples.benchmarks;

import com.sun.management.ThreadMXBean;
import io.happyhorse.core.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that call an operation again and again for a while. */
final class Callers implements AutoCloseable {
  private static final TimeSource TIME = TimeSource.system();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Duration SLICE = Duration.ofMillis(250);

  private final int count;
  private final ExecutorService threads;

  Callers(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** Calls an operation on all threads for a quarter of a second, and returns its cost. */
  Cost call(Operation operation) {
    long start = TIME.nanoTime();
    List<Future<Calls>> all = new ArrayList<>();
    for (int caller = 0; caller < count; caller++) {
      all.add(threads.submit(() -> repeat(operation.once(), start)));
    }
    long calls = 0;
    long bytes = 0;
    try {
      for (Future<Calls> one : all) {
        calls += one.get().count();
        bytes += one.get().bytes();
      }
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
    return new Cost(TIME.since(start).toNanos() / (double) calls, bytes / calls);
  }

  /** The calls of one thread, and the bytes that they have allocated on it. */
  private record Calls(long count, long bytes) {}

  private static Calls repeat(Runnable once, long start) {
    long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    long calls = 0;
    while (calls == 0 || TIME.since(start).compareTo(SLICE) < 0) {
      once.run();
      calls++;
    }
    return new Calls(calls, THREADS.getCurrentThreadAllocatedBytes() - bytesBefore);
  }

  /** Calls an operation on this thread, and returns its cost. */
  static Cost callHere(Operation operation, int calls) {
    long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    long start = TIME.nanoTime();
    for (int i = 0; i < calls; i++) {
      operation.once().run();
    }
    double nanos = TIME.since(start).toNanos();
    return new Cost(
        nanos / calls, (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / calls);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
