package io.happyhorse.feign;

import io.happyhorse.core.time.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks a host up ahead of a request, on a thread of its own: {@link InetAddress} has no timeout and ignores interrupts, and the JDK's
 * client calls it on the thread that sends. The JDK keeps an address for 30 s, so a host is looked up at most once in 20 s.
 * Thread-safe.
 */
final class TimedDnsLookup {
  private static final Duration REMEMBERED = Duration.ofSeconds(20);
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

  private final Resolver resolver;
  private final Map<String, CompletableFuture<Void>> underway = new HashMap<>();
  private final Map<String, Long> lookedUpAt = new HashMap<>();

  /** Finds the address of a name. */
  interface Resolver {
    void resolve(String host) throws UnknownHostException;
  }

  TimedDnsLookup() {
    this(InetAddress::getAllByName);
  }

  TimedDnsLookup(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Waits until a host is looked up, unless that was done lately. A name that is not known is left to the request to report.
   *
   * @throws HttpTimeoutException if that takes longer than the limit
   */
  void await(String host, Duration limit) throws HttpTimeoutException, InterruptedException {
    CompletableFuture<Void> lookup = ADDRESS.matcher(host).matches() ? null : begunOrUnderway(host);
    if (lookup == null) {
      return;
    }
    try {
      lookup.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stalled) {
      throw new HttpTimeoutException("the host's name was not looked up in time");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns the lookup that is in progress, or a new one; null if there was one lately. */
  private synchronized @Nullable CompletableFuture<Void> begunOrUnderway(String host) {
    CompletableFuture<Void> lookup = underway.get(host);
    if (lookup != null) {
      return lookup;
    }
    lookedUpAt.values().removeIf(at -> TimeSource.system().since(at).compareTo(REMEMBERED) >= 0);
    if (lookedUpAt.containsKey(host)) {
      return null;
    }
    CompletableFuture<Void> begun = new CompletableFuture<>();
    underway.put(host, begun);
    Thread thread = new Thread(() -> lookUp(host, begun), "happyhorse-lookup");
    thread.setDaemon(true);
    thread.start();
    return begun;
  }

  private void lookUp(String host, CompletableFuture<Void> lookup) {
    try {
      resolver.resolve(host);
    } catch (UnknownHostException unknown) {
      return; // the request reports it
    } finally {
      end(host);
      lookup.complete(null);
    }
  }

  private synchronized void end(String host) {
    underway.remove(host);
    lookedUpAt.put(host, TimeSource.system().nanoTime());
  }
}
