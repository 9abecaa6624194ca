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
 * Looks a host up ahead of a request, which then finds its address in the JDK's cache: the JDK's client calls the resolver, which has
 * no timeout, on the thread that sends. The JDK keeps an address for 30 s, so a host is looked up at most once in 20 s. Thread-safe.
 */
final class TimedDnsLookup {
  private static final Duration REMEMBERED = Duration.ofSeconds(20);
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

  private final TimedLookup<Object> lookup;
  private final Map<String, Long> lookedUpAt = new ConcurrentHashMap<>();

  TimedDnsLookup() {
    this(InetAddress::getAllByName);
  }

  /**
   * Creates a lookup.
   *
   * @param resolver looks a name up; what it returns does not matter
   */
  TimedDnsLookup(TimedLookup.Source<Object> resolver) {
    this.lookup = new TimedLookup<>("happyhorse-lookup", host -> {
      try {
        return resolver.find(host);
      } finally {
        lookedUpAt.put(host, TimeSource.system().nanoTime());
      }
    });
  }

  /**
   * Waits until a host is looked up, unless that was done recently. A name that is not known is left to the request to report.
   *
   * @throws HttpTimeoutException if that takes longer than the limit
   */
  void await(String host, Duration limit) throws HttpTimeoutException, InterruptedException {
    lookedUpAt.values().removeIf(at -> TimeSource.system().since(at).compareTo(REMEMBERED) >= 0);
    if (ADDRESS.matcher(host).matches() || lookedUpAt.containsKey(host)) {
      return;
    }
    try {
      Object unused = lookup.find(host, limit);
    } catch (TimeoutException stalled) {
      throw new HttpTimeoutException("the host's name was not looked up in time");
    }
  }
}
