package io.happyhorse.examples.cluster;

import io.happyhorse.examples.cluster.BudgetState.Slot;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The slots that a node has reserved, and the budget as the node has last seen it. Slots are reserved for at most a quarter of a
 * second at a time. No slot is used unless the budget was read within the last 0.5 s, so every pause is seen in that time. Not
 * thread-safe.
 */
final class NodeSlots {
  /** How long a node relies on what it has read. */
  static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** How long a pause may take to be seen: what a slow database has said longer ago does not count. */
  private static final Duration STALE = Duration.ofMillis(500);

  private static final Duration LATEST = Duration.ofMillis(100);
  private static final double RESERVED_SECONDS = 0.25;

  private final BudgetStore store;
  private final DatabaseClock clock;
  private final Queue<Slot> slots = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
  private BudgetState seen;
  private long seenAt;

  NodeSlots(BudgetStore store, DatabaseClock clock) throws SQLException {
    this.store = store;
    this.clock = clock;
    this.seenAt = clock.nanoTime();
    this.seen = store.read().state();
  }

  BudgetState seen() {
    return seen;
  }

  /** Returns the next slot; reserves some more if there is none. Null if none is to be had now. */
  @Nullable
  Slot next(int wanted) throws SQLException {
    if (slots.isEmpty()) {
      int most = (int) Math.max(1, seen.perSecond() * RESERVED_SECONDS);
      reserve(Math.max(1, Math.min(most, wanted)));
    }
    return slots.poll();
  }

  private void reserve(int wanted) throws SQLException {
    List<Slot> reserved = new ArrayList<>();
    change((state, now) -> {
      BudgetState.Reservation reservation = state.reserve(wanted, now);
      reserved.addAll(reservation.slots());
      return reservation.next();
    });
    slots.addAll(reserved);
  }

  /**
   * Tells whether a request may be sent now in a slot that has come. One of the past may not be used: after the process has stood
   * still, all of them would be used at once.
   */
  boolean mayUse(Slot slot) throws SQLException {
    if (isOlderThan(LOOK_AGAIN)) {
      long askedAt = clock.nanoTime();
      see(store.read(), askedAt);
    }
    Instant now = clock.now();
    return !isOlderThan(STALE) && !slot.at().plus(LATEST).isBefore(now) && seen.permits(slot);
  }

  private boolean isOlderThan(Duration age) {
    return clock.nanoTime() - seenAt > age.toNanos();
  }

  void change(BudgetStore.Change change) throws SQLException {
    long askedAt = clock.nanoTime();
    see(store.change(change), askedAt);
  }

  private void see(BudgetStore.Reading reading, long askedAt) {
    clock.set(reading.now(), askedAt);
    seen = reading.state();
    seenAt = askedAt;
    slots.removeIf(slot -> !seen.permits(slot));
  }
}
