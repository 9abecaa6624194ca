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
 * The slots that a node has reserved, and the budget as the node last read it. Slots are reserved for at most a quarter of a second at
 * a time. A slot is used only if the budget was read within the last 0.5 s, so every pause takes effect within that time. Not
 * thread-safe.
 */
final class NodeSlots {
  /** The age at which a reading of the budget is repeated. */
  static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** The age at which a reading no longer counts: the longest time until a pause takes effect. */
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

  /** Returns the next slot, and reserves more if there is none; null if none is available now. */
  @Nullable
  Slot next(int wanted) throws SQLException {
    if (slots.isEmpty()) {
      int most = (int) Math.max(1, seen.limit().perSecond() * RESERVED_SECONDS);
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
   * Returns whether a request may be sent now in a slot whose time has come. A slot that has passed must not be used: after the process
   * was stopped, all such slots would be used at once.
   */
  boolean mayUse(Slot slot) throws SQLException {
    if (isOlderThan(LOOK_AGAIN)) {
      long readFrom = clock.nanoTime();
      see(store.read(), readFrom);
    }
    Instant now = clock.now();
    return !isOlderThan(STALE) && !slot.at().plus(LATEST).isBefore(now) && seen.permits(slot);
  }

  private boolean isOlderThan(Duration age) {
    return clock.nanoTime() - seenAt > age.toNanos();
  }

  void change(BudgetStore.Change change) throws SQLException {
    long readFrom = clock.nanoTime();
    see(store.change(change), readFrom);
  }

  private void see(BudgetStore.Reading reading, long readFrom) {
    clock.set(reading.now(), readFrom);
    seen = reading.state();
    seenAt = readFrom;
    slots.removeIf(slot -> !seen.permits(slot));
  }
}
