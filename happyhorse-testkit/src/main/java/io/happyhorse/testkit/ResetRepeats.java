package io.happyhorse.testkit;

import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The requests by which a client's HTTP stack repeats a query that was reset. They belong to the same query. HTTP stacks that repeat a
 * request do so at once. Not thread-safe.
 */
final class ResetRepeats {
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private @Nullable Exchange reset;
  private int left;
  private long since;

  /** Expects that a query is repeated, if it was reset and other requests count as the same query. */
  void expect(Exchange exchange) {
    left = exchange.delivery().requests() - 1;
    reset = left > 0 ? exchange : null;
    since = left > 0 ? TimeSource.system().nanoTime() : 0;
  }

  /** Takes the query that a request repeats; null if the request is a new query. */
  @Nullable
  Exchange take() {
    if (left <= 0 || TimeSource.system().since(since).compareTo(AT_ONCE) >= 0) {
      return null;
    }
    left--;
    return reset;
  }
}
