package io.happyhorse.examples.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What all nodes together may ask of one gateway: a rate, and pauses. The rules are those of a watcher in one process: after a
 * pause the rate begins at half and is whole again within 10 s, and a gateway that is down gets a probe every 5 s. Instants are
 * on the clock of the database. Immutable.
 *
 * @param perSecond the full rate
 * @param reduced the rate at the end of the latest pause; the full one applies if it is less
 * @param nextSlot the first moment that no node has reserved
 * @param pausedAt when the latest pause began
 * @param pausedUntil when the latest pause ends or ended; while the gateway is down, when the next probe may be sent
 * @param isDown whether only the response to a probe ends the pause
 * @param nextPause how long the next pause is if the gateway does not say
 * @param granted how many slots were reserved
 */
record BudgetState(
    double perSecond,
    double reduced,
    Instant nextSlot,
    Instant pausedAt,
    Instant pausedUntil,
    boolean isDown,
    Duration nextPause,
    long granted) {
  static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(5);
  private static final Duration RECOVERY = Duration.ofSeconds(10);

  /** A node that is late makes up for this much; more would come as a burst. */
  private static final Duration DEBT = Duration.ofMillis(50);

  /** The furthest slot that is given out, so that few slots are outstanding when a pause begins. */
  private static final Duration AHEAD = Duration.ofMillis(500);

  private static final double NANOS = 1e9;

  /**
   * A moment at which a node may send one request.
   *
   * @param at the moment
   * @param isProbe whether the request finds out if the gateway is up again
   */
  record Slot(Instant at, boolean isProbe) {}

  /**
   * What a node gets.
   *
   * @param slots its slots; none during a pause, or if slots are given out too far ahead
   * @param next the state after that
   */
  record Reservation(List<Slot> slots, BudgetState next) {}

  static BudgetState begin(double perSecond, Instant now) {
    return new BudgetState(
        perSecond, perSecond, now, now, now.minus(RECOVERY), false, FIRST_PAUSE, 0);
  }

  /** Returns the permitted requests per second at a moment. */
  double rate(Instant at) {
    double least = Math.min(reduced, perSecond);
    double since = isDown ? 0 : Math.max(0, Duration.between(pausedUntil, at).toNanos() / NANOS);
    double share = Math.min(1, since / RECOVERY.toSeconds());
    return least + (perSecond - least) * share;
  }

  boolean isPaused(Instant now) {
    return isDown || now.isBefore(pausedUntil);
  }

  /** Tells whether a slot that was reserved may be used, as far as pauses go. */
  boolean permits(Slot slot) {
    return slot.isProbe() || (!isDown && !slot.at().isBefore(pausedUntil));
  }

  Reservation reserve(int wanted, Instant now) {
    if (isDown) {
      return now.isBefore(pausedUntil)
          ? new Reservation(List.of(), this)
          : new Reservation(
              List.of(new Slot(now, true)),
              with(nextSlot, pausedAt, now.plus(PROBE_INTERVAL), true, granted + 1));
    }
    Instant at = latest(latest(nextSlot, pausedUntil), now.minus(DEBT));
    if (!at.isBefore(now.plus(AHEAD))) {
      return new Reservation(List.of(), this);
    }
    List<Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < wanted; slot++) {
      slots.add(new Slot(at, false));
      at = at.plusNanos(Math.round(NANOS / rate(at)));
    }
    return new Reservation(slots, with(at, pausedAt, pausedUntil, false, granted + wanted));
  }

  /** Called after a response that only a gateway at work gives; one to a request from before an outage does not end it. */
  BudgetState responded(Instant sentAt, Instant now) {
    return isDown && sentAt.isAfter(pausedAt)
        ? with(nextSlot, pausedAt, now, false, granted)
        : this;
  }

  /** Called after a good response: outside of a pause, the next one is short again. */
  BudgetState succeeded(Instant sentAt, Instant now) {
    BudgetState next = responded(sentAt, now);
    return next.isPaused(now) ? next : next.withNextPause(FIRST_PAUSE);
  }

  /** Pauses as long as the gateway says, or lengthens the pause there is; replaces one that only a probe would end. */
  BudgetState pauseFor(Duration length, Instant now) {
    Instant end = now.plus(length);
    Instant until = isDown ? end : latest(pausedUntil, end);
    return begun(now).with(nextSlot, isPaused(now) ? pausedAt : now, until, false, granted);
  }

  /** Pauses for 5 s, or for twice as long as the time before, up to 60 s; a pause that there is stands. */
  BudgetState pauseLonger(Instant now) {
    if (isPaused(now)) {
      return this;
    }
    Duration twice = nextPause.multipliedBy(2);
    return pauseFor(nextPause, now)
        .withNextPause(twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE);
  }

  /** Pauses until a probe gets a response; a pause that there is stands. */
  BudgetState pauseForOutage(Instant now) {
    return isPaused(now)
        ? this
        : begun(now).with(nextSlot, now, now.plus(PROBE_INTERVAL), true, granted);
  }

  /** A pause that begins halves the rate. */
  private BudgetState begun(Instant now) {
    double half = isPaused(now) ? reduced : Math.max(1, rate(now) / 2);
    return new BudgetState(
        perSecond, half, nextSlot, pausedAt, pausedUntil, isDown, nextPause, granted);
  }

  private BudgetState with(
      Instant slot, Instant pauseBegan, Instant pauseEnds, boolean down, long slots) {
    return new BudgetState(perSecond, reduced, slot, pauseBegan, pauseEnds, down, nextPause, slots);
  }

  private BudgetState withNextPause(Duration pause) {
    return new BudgetState(
        perSecond, reduced, nextSlot, pausedAt, pausedUntil, isDown, pause, granted);
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
