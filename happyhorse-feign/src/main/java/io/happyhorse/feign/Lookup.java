package io.happyhorse.feign;

import io.happyhorse.core.time.Time;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks a host up ahead of a request, on a thread of its own: the JDK's client would do so on the thread that asks, for as long as
 * the machine's resolver takes, and deaf to interrupts. The JDK remembers the address for 30 s, so this is done now and then only.
 * Thread-safe.
 */
final class Lookup {
  private static final Duration REMEMBERED = Duration.ofSeconds(20);
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

  private final Resolver resolver;
  private @Nullable CompletableFuture<Void> underway;
  private @Nullable Long lookedUpAt;

  /** Finds the address of a name. */
  interface Resolver {
    void resolve(String host) throws UnknownHostException;
  }

  Lookup() {
    this(InetAddress::getAllByName);
  }

  Lookup(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Waits until the host of a URI is looked up, unless that was done lately. A name that is not known is left to the request to
   * complain of.
   *
   * @throws HttpTimeoutException if that takes longer than the limit
   */
  void await(URI uri, Duration limit) throws HttpTimeoutException, InterruptedException {
    String host = uri.getHost();
    CompletableFuture<Void> lookup =
        ADDRESS.matcher(host).matches() || isProxied(uri) ? null : begunOrUnderway(host);
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

  private static boolean isProxied(URI uri) {
    ProxySelector proxies = ProxySelector.getDefault();
    return proxies != null
        && proxies.select(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
  }

  /** Returns the lookup that goes on, or a new one; null if there was one lately. */
  private synchronized @Nullable CompletableFuture<Void> begunOrUnderway(String host) {
    Long before = lookedUpAt;
    if (underway == null
        && before != null
        && Time.system().since(before).compareTo(REMEMBERED) < 0) {
      return null;
    }
    CompletableFuture<Void> lookup = underway;
    if (lookup == null) {
      lookup = new CompletableFuture<>();
      underway = lookup;
      CompletableFuture<Void> begun = lookup;
      Thread thread = new Thread(() -> lookUp(host, begun), "happyhorse-lookup");
      thread.setDaemon(true);
      thread.start();
    }
    return lookup;
  }

  private void lookUp(String host, CompletableFuture<Void> lookup) {
    try {
      resolver.resolve(host);
    } catch (UnknownHostException unknown) {
      return; // the request will say so
    } finally {
      end();
      lookup.complete(null);
    }
  }

  private synchronized void end() {
    underway = null;
    lookedUpAt = Time.system().ticks();
  }
}
