package io.happyhorse.testkit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long a task of the fake gateway stays in one state: for a time, or until a number of queries have seen it. Immutable.
 *
 * <pre>{@code
 * TaskScript.succeeding().queued(Stay.queries(1)).running(Stay.of(Duration.ofSeconds(90)))
 * }</pre>
 */
public final class Stay {
  private final Duration time;
  private final int queries;

  private Stay(Duration time, int queries) {
    this.time = time;
    this.queries = queries;
  }

  /**
   * Returns a stay that ends by time.
   *
   * @param time how long it lasts, in the gateway's time; zero or more
   * @return the stay
   */
  public static Stay of(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "A task cannot stay in a state for " + time + ": use zero or more.");
    }
    return new Stay(time, 0);
  }

  /**
   * Returns a stay that ends by queries. A query that a {@link Fault} spoils does not count.
   *
   * @param queries how many queries see the state, 1 or more
   * @return the stay
   */
  public static Stay queries(int queries) {
    if (queries < 1) {
      throw new IllegalArgumentException(
          "A state cannot be seen by " + queries + " queries: use 1 or more.");
    }
    return new Stay(Duration.ZERO, queries);
  }

  boolean endsByQueries() {
    return queries > 0;
  }

  /** Returns how long it lasts, if it ends by time. */
  Duration time() {
    return time;
  }

  /** Returns how many queries see it, if it ends by queries. */
  int queries() {
    return queries;
  }

  /** Returns this stay in up to so many parts: equal shares of its time, or single queries and what is left of them. */
  List<Stay> parts(int most) {
    return endsByQueries() ? partsByQueries(most) : partsByTime(most);
  }

  private List<Stay> partsByTime(int parts) {
    Duration share = time.dividedBy(parts);
    Duration first = time.minus(share.multipliedBy(parts - 1L));
    return IntStream.range(0, parts)
        .mapToObj(part -> of(part == 0 ? first : share))
        .toList();
  }

  private List<Stay> partsByQueries(int most) {
    int parts = Math.min(most, queries);
    return IntStream.range(0, parts)
        .mapToObj(part -> queries(part < parts - 1 ? 1 : queries - parts + 1))
        .toList();
  }

  @Override
  public String toString() {
    return endsByQueries() ? queries + (queries == 1 ? " query" : " queries") : time.toString();
  }
}
