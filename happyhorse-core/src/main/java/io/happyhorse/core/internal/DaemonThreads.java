package io.happyhorse.core.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates daemon threads with numbered names, and waits for them to end. Thread-safe. */
public final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Thread, CompletableFuture<Void>> running = new ConcurrentHashMap<>();

  /**
   * Creates a factory.
   *
   * @param name the beginning of the threads' names, such as {@code happyhorse-poll}
   */
  public DaemonThreads(String name) {
    this.name = name;
  }

  /**
   * Starts one daemon thread.
   *
   * @param name its name
   * @param task what it runs
   */
  public static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(() -> run(task), name + "-" + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private void run(Runnable task) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    running.put(Thread.currentThread(), end);
    try {
      task.run();
    } finally {
      running.remove(Thread.currentThread());
      end.complete(null);
    }
  }

  /**
   * Waits until all threads have ended, except for the calling one and those that have not been started.
   *
   * @param limit the maximum time to wait, in real time
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void awaitEnd(Duration limit) throws InterruptedException {
    CompletableFuture<?>[] ends = running.entrySet().stream()
        .filter(entry -> entry.getKey() != Thread.currentThread())
        .map(Map.Entry::getValue)
        .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException late) {
      return;
    }
  }
}
