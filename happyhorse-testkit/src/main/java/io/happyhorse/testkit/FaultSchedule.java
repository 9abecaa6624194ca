package io.happyhorse.testkit;

import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What happens to queries of any task. Thread-safe. */
final class FaultSchedule {
  private final TimeSource time;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<Share> shares = new CopyOnWriteArrayList<>();

  private record Span(Instant from, Instant to, Fault fault) {
    boolean contains(Instant now) {
      return !now.isBefore(from) && now.isBefore(to);
    }
  }

  private record Share(int number, double share, Fault fault) {}

  FaultSchedule(TimeSource time) {
    this.time = time;
  }

  void during(Instant from, Duration span, Fault fault) {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("Trouble cannot last " + span + ": use more than zero.");
    }
    spans.add(new Span(from, from.plus(span), fault));
  }

  void onShare(double share, Fault fault) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "Trouble cannot strike a share of " + share + " of the queries: use 0 to 1.");
    }
    shares.add(new Share(shares.size(), share, fault));
  }

  void clear() {
    spans.clear();
    shares.clear();
  }

  @Nullable
  Fault faultOf(int task, int query, Instant now) {
    for (Span span : spans) {
      if (span.contains(now)) {
        return span.fault();
      }
    }
    for (Share share : shares) {
      if (strikes(share, task, query)) {
        return share.fault();
      }
    }
    return null;
  }

  /** Draws for a query by its task and number: threads may come in any order. */
  private boolean strikes(Share share, int task, int query) {
    return time.random("share of queries", share.number(), task, query).nextDouble()
        < share.share();
  }
}
