package io.happyhorse.feign;

import io.happyhorse.core.internal.TimedLookup;
import io.happyhorse.core.time.TimeSource;
import java.net.InetAddress;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Looks up a host before a request, which then finds the address in the JDK's cache. Without it, the JDK's client calls the resolver,
 * which has no timeout, on the sending thread. Thread-safe.
 */
final class TimedDnsLookup {
  /** How long a lookup counts. This is short, since it does not extend the 30 s after which the JDK's cache drops an address. */
  private static final Duration REMEMBERED = Duration.ofSeconds(1);

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

  private final TimeSource time;
  private final TimedLookup<Object> lookup;
  private final Map<String, Long> lookedUpAt = new ConcurrentHashMap<>();

  TimedDnsLookup() {
    this(InetAddress::getAllByName, TimeSource.system());
  }

  /**
   * Creates a lookup.
   *
   * @param resolver looks up a name; its result is ignored
   * @param time measures how long a lookup counts; time limits are measured in real time
   */
  TimedDnsLookup(TimedLookup.Source<Object> resolver, TimeSource time) {
    this.time = time;
    this.lookup = new TimedLookup<>("happyhorse-lookup", host -> {
      try {
        return resolver.find(host);
      } finally {
        lookedUpAt.put(host, time.nanoTime());
      }
    });
  }

  /**
   * Waits until a host is looked up, unless that was done recently. The request itself reports an unknown name.
   *
   * @throws HttpTimeoutException if the lookup takes longer than the limit
   */
  void await(String host, Duration limit) throws HttpTimeoutException, InterruptedException {
    lookedUpAt.values().removeIf(at -> time.since(at).compareTo(REMEMBERED) >= 0);
    if (ADDRESS.matcher(host).matches() || lookedUpAt.containsKey(host)) {
      return;
    }
    try {
      Object unused = lookup.find(host, limit);
    } catch (TimeoutException stalled) {
      throw new HttpTimeoutException("the host name was not looked up in time");
    }
  }
}
