package io.happyhorse.core.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks host names up on daemon threads, one per name, so that a caller waits for a limited time and can be interrupted:
 * {@code InetAddress} has no timeout and ignores interrupts. Thread-safe.
 */
final class NameLookup {
  private final Resolver resolver;
  private final Map<String, CompletableFuture<List<InetAddress>>> underway =
      new ConcurrentHashMap<>();

  /** Finds the addresses of a host. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  NameLookup() {
    this(InetAddress::getAllByName);
  }

  NameLookup(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Returns the addresses of a host; none if its name is not known, which the request will report.
   *
   * @throws SocketTimeoutException if the lookup takes longer than the limit, in real time
   * @throws InterruptedIOException if the calling thread is interrupted, whose flag is then set
   */
  List<InetAddress> addresses(String host, Duration limit) throws IOException {
    CompletableFuture<List<InetAddress>> lookup = underway.computeIfAbsent(host, this::begun);
    try {
      return lookup.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException slow) {
      throw new SocketTimeoutException(
          "the host name " + host + " was not looked up within " + limit.toMillis() + " ms");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failed) {
      return List.of();
    }
  }

  private CompletableFuture<List<InetAddress>> begun(String host) {
    CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
    Thread thread = new Thread(() -> lookUp(host, lookup), "happyhorse-lookup");
    thread.setDaemon(true);
    thread.start();
    return lookup;
  }

  @SuppressWarnings("CatchingUnchecked") // an installed resolver may throw anything
  private void lookUp(String host, CompletableFuture<List<InetAddress>> lookup) {
    try {
      List<InetAddress> found = List.of(resolver.resolve(host));
      underway.remove(host);
      lookup.complete(found);
    } catch (Throwable unknown) {
      underway.remove(host);
      lookup.completeExceptionally(unknown);
    }
  }
}
