package io.happyhorse.examples.cluster;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.RequestLimit;
import io.happyhorse.core.lifecycle.ServerErrorStreak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The request budget of all nodes for one gateway: the library's {@link RequestLimit}, whose rate and pauses apply to all nodes
 * together, and the slots that have been reserved. Times are on the clock of the database; the limit counts them in nanoseconds since
 * 1970. Immutable.
 *
 * @param limit the rate and the pauses
 * @param nextSlot the time of the first slot that no node has reserved
 * @param reserved the number of slots that have been reserved
 */
record BudgetState(RequestLimit limit, Instant nextSlot, long reserved) {
  /** Missed slots up to this age are still reserved; older ones would cause a burst. */
  private static final Duration MAX_CATCH_UP = Duration.ofMillis(50);

  /** Slots are reserved at most this far ahead, so that few are outstanding when a pause begins. */
  private static final Duration MAX_AHEAD = Duration.ofMillis(500);

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * A permission for a node to send one request.
   *
   * @param at when the request may be sent
   * @param isProbe whether the request checks if the gateway is up again
   */
  record Slot(Instant at, boolean isProbe) {}

  /**
   * The slots of a reservation, and the budget after it.
   *
   * @param slots the reserved slots; none during a pause, or if the next slot is too far ahead
   * @param next the state after the reservation
   */
  record Reservation(List<Slot> slots, BudgetState next) {}

  static BudgetState begin(double perSecond, Instant now) {
    return new BudgetState(RequestLimit.of(perSecond), now, 0);
  }

  /** Returns the permitted requests per second. */
  double rate(Instant at) {
    return limit.rate(nanos(at));
  }

  boolean isPaused(Instant now) {
    return limit.isPaused(nanos(now));
  }

  /** Returns when the latest pause ends or ended; during an outage, when the next probe may be sent. */
  Instant pausedUntil() {
    return instant(limit.pausedUntil());
  }

  /** Returns whether a reserved slot may still be used; a pause invalidates the slots that lie in it. */
  boolean permits(Slot slot) {
    return slot.isProbe() || !isPaused(slot.at());
  }

  Reservation reserve(int wanted, Instant now) {
    return limit.isDown() ? reserveProbe(now) : reserveSlots(wanted, now);
  }

  private Reservation reserveProbe(Instant now) {
    return now.isBefore(pausedUntil())
        ? new Reservation(List.of(), this)
        : new Reservation(
            List.of(new Slot(now, true)),
            new BudgetState(limit.afterPermit(nanos(now)), nextSlot, reserved + 1));
  }

  private Reservation reserveSlots(int wanted, Instant now) {
    Instant at = latest(latest(nextSlot, pausedUntil()), now.minus(MAX_CATCH_UP));
    if (!at.isBefore(now.plus(MAX_AHEAD))) {
      return new Reservation(List.of(), this);
    }
    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < wanted; slot++) {
      slots.add(new Slot(at, false));
      at = at.plusNanos(Math.round(NANOS_PER_SECOND / rate(at)));
    }
    return new Reservation(slots, new BudgetState(limit, at, reserved + wanted));
  }

  /** Returns the state after a successful response to a request that was sent at {@code sentAt}. */
  BudgetState afterObservation(Instant sentAt, Instant now) {
    return with(limit.afterObservation(nanos(sentAt), nanos(now)));
  }

  /** Returns the state after an error of a request that was sent at {@code sentAt}. */
  BudgetState after(QueryException error, ServerErrorStreak streak, Instant sentAt, Instant now) {
    return with(limit.after(error, streak, nanos(sentAt), nanos(now)));
  }

  private BudgetState with(RequestLimit next) {
    return next.equals(limit) ? this : new BudgetState(next, nextSlot, reserved);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  static long nanos(Instant instant) {
    return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.EPOCH.plusNanos(nanos);
  }
}
