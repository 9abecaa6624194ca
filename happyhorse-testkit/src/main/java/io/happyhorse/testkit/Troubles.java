package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What happens to queries of any task. Thread-safe. */
final class Troubles {
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<Share> shares = new CopyOnWriteArrayList<>();

  private record Span(Instant from, Instant to, Fault fault) {
    boolean contains(Instant now) {
      return !now.isBefore(from) && now.isBefore(to);
    }
  }

  private record Share(double share, long seed, Fault fault) {
    /** Draws for a query by who it is, not by when it comes: threads may come in any order. */
    boolean strikes(int task, int query) {
      return new SplittableRandom(seed * 31 + ((long) task << Integer.SIZE) + query).nextDouble()
          < share;
    }
  }

  void during(Instant from, Duration span, Fault fault) {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException("Trouble cannot last " + span + ": use more than zero.");
    }
    spans.add(new Span(from, from.plus(span), fault));
  }

  void onShare(double share, long seed, Fault fault) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "Trouble cannot strike a share of " + share + " of the queries: use 0 to 1.");
    }
    shares.add(new Share(share, seed, fault));
  }

  @Nullable
  Fault faultOf(int task, int query, Instant now) {
    for (Span span : spans) {
      if (span.contains(now)) {
        return span.fault();
      }
    }
    for (Share share : shares) {
      if (share.strikes(task, query)) {
        return share.fault();
      }
    }
    return null;
  }
}
