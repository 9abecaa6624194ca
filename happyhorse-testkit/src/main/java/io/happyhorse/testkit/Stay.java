package io.happyhorse.testkit;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The length of one state of a task: a duration or a number of queries. Immutable.
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
   * Returns a stay of a duration.
   *
   * @param time the duration, in the gateway's time; zero or more
   */
  public static Stay of(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "A task cannot stay in a state for " + time + ": use zero or more.");
    }
    return new Stay(time, 0);
  }

  /**
   * Returns a stay of a number of queries. Queries that return no observation because of a {@link Fault} do not count.
   *
   * @param queries the number of queries that return the state, 1 or more
   */
  public static Stay queries(int queries) {
    if (queries < 1) {
      throw new IllegalArgumentException(
          "A state cannot last " + queries + " queries: use 1 or more.");
    }
    return new Stay(Duration.ZERO, queries);
  }

  boolean endsByQueries() {
    return queries > 0;
  }

  /** Returns the duration, if the stay has one. */
  Duration time() {
    return time;
  }

  /** Returns the number of queries, if the stay has one. */
  int queries() {
    return queries;
  }

  /** Returns this stay in up to a number of parts: equal shares of its duration, or single queries followed by the rest. */
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
