package io.happyhorse.core.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a function that has no timeout and ignores interrupts, such as the JDK's resolver of host names. The function runs on daemon
 * threads, one per key, so callers wait for a limited time and can be interrupted. Thread-safe.
 *
 * @param <V> the type of the value
 */
public final class TimedLookup<V> {
  private final DaemonThreads threads;
  private final Source<V> source;
  private final Map<String, CompletableFuture<V>> underway = new ConcurrentHashMap<>();

  /**
   * The function that looks values up.
   *
   * @param <V> the type of the value
   */
  @FunctionalInterface
  public interface Source<V> {
    /**
     * Looks a value up.
     *
     * @throws Exception if there is none
     */
    V find(String key) throws Exception;
  }

  /**
   * Creates a lookup.
   *
   * @param threadName the prefix of the thread names
   */
  public TimedLookup(String threadName, Source<V> source) {
    this.threads = new DaemonThreads(threadName);
    this.source = source;
  }

  /**
   * Looks a value up, or joins an unfinished lookup of the same key.
   *
   * @param limit the maximum time to wait, in real time
   * @return the value; null if the function threw an exception
   * @throws TimeoutException if the lookup takes longer
   * @throws InterruptedException if the calling thread is interrupted
   */
  public @Nullable V find(String key, Duration limit)
      throws TimeoutException, InterruptedException {
    try {
      return underway.computeIfAbsent(key, this::begun).get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      return null;
    }
  }

  private CompletableFuture<V> begun(String key) {
    CompletableFuture<V> lookup = new CompletableFuture<>();
    threads.newThread(() -> lookUp(key, lookup)).start();
    return lookup;
  }

  @SuppressWarnings("CatchingUnchecked") // an installed resolver may throw anything
  private void lookUp(String key, CompletableFuture<V> lookup) {
    try {
      V found = source.find(key);
      underway.remove(key);
      lookup.complete(found);
    } catch (Throwable unknown) {
      underway.remove(key);
      lookup.completeExceptionally(unknown);
    }
  }
}
