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
  /** The age of the last reading above which the budget is read again. */
  static final Duration REFRESH_AFTER = Duration.ofMillis(200);

  /** The age of the last reading above which no slot is used; also the maximum time until a pause takes effect. */
  private static final Duration MAX_AGE = Duration.ofMillis(500);

  /** A slot is not used if its time passed longer ago than this. */
  private static final Duration MAX_LATENESS = Duration.ofMillis(100);

  private static final double RESERVATION_SECONDS = 0.25;

  private final BudgetStore store;
  private final DatabaseClock clock;
  private final Queue<Slot> slots = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
  private BudgetState budget;
  private long readAt;

  NodeSlots(BudgetStore store, DatabaseClock clock) throws SQLException {
    this.store = store;
    this.clock = clock;
    this.readAt = clock.nanoTime();
    this.budget = store.read().state();
  }

  BudgetState budget() {
    return budget;
  }

  /** Returns the next slot, and reserves more if there is none; null if none is available now. */
  @Nullable
  Slot next(int wanted) throws SQLException {
    if (slots.isEmpty()) {
      int max = (int) Math.max(1, budget.limit().perSecond() * RESERVATION_SECONDS);
      reserve(Math.max(1, Math.min(max, wanted)));
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
   * Returns whether a request may be sent now in a slot whose time has come. A slot that passed more than 0.1 s ago must not be used:
   * after the process was suspended, all such slots would be used at once.
   */
  boolean mayUse(Slot slot) throws SQLException {
    if (isOlderThan(REFRESH_AFTER)) {
      long queriedAt = clock.nanoTime();
      update(store.read(), queriedAt);
    }
    Instant now = clock.now();
    return !isOlderThan(MAX_AGE)
        && !slot.at().plus(MAX_LATENESS).isBefore(now)
        && budget.permits(slot);
  }

  private boolean isOlderThan(Duration age) {
    return clock.nanoTime() - readAt > age.toNanos();
  }

  void change(BudgetStore.Change change) throws SQLException {
    long queriedAt = clock.nanoTime();
    update(store.change(change), queriedAt);
  }

  private void update(BudgetStore.Reading reading, long queriedAt) {
    clock.set(reading.now(), queriedAt);
    budget = reading.state();
    readAt = queriedAt;
    slots.removeIf(slot -> !budget.permits(slot));
  }
}
