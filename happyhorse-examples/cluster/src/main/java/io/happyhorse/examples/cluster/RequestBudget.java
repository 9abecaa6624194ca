package io.happyhorse.examples.cluster;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.ServerErrorStreak;
import io.happyhorse.examples.cluster.BudgetState.Slot;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes each thread of this node wait until it may send a request. All nodes together share one rate, and pause together. Thread-safe.
 */
final class RequestBudget implements AutoCloseable {
  private final DatabaseClock clock;
  private final AtomicReference<ServerErrorStreak> serverErrors =
      new AtomicReference<>(ServerErrorStreak.NONE);

  /** Held by the thread that gets the next slot, including while it waits for one. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final ReentrantLock lock = new ReentrantLock();
  private final NodeSlots slots; // under the lock
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile BudgetState latest;
  private volatile boolean closed;

  RequestBudget(BudgetStore store, DatabaseClock clock) throws SQLException {
    this.clock = clock;
    this.slots = new NodeSlots(store, clock);
    this.latest = slots.budget();
  }

  /**
   * Waits until a request may be sent.
   *
   * @return the current time, at which it may be sent
   * @throws InterruptedException if the thread is interrupted or the budget is closed
   */
  Instant take() throws InterruptedException, SQLException {
    waiting.incrementAndGet();
    try {
      while (true) {
        Slot slot = nextSlot();
        sleepUntil(slot.at());
        if (mayUse(slot)) {
          return clock.now();
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  private Slot nextSlot() throws InterruptedException, SQLException {
    turn.lockInterruptibly();
    try {
      while (true) {
        if (closed) {
          throw new InterruptedException("The budget is closed.");
        }
        Slot slot = reservedSlot();
        if (slot != null) {
          return slot;
        }
        Thread.sleep(NodeSlots.REFRESH_AFTER.toMillis());
      }
    } finally {
      turn.unlock();
    }
  }

  private @Nullable Slot reservedSlot() throws InterruptedException, SQLException {
    lock.lockInterruptibly();
    try {
      return slots.next(waiting.get());
    } finally {
      latest = slots.budget();
      lock.unlock();
    }
  }

  private boolean mayUse(Slot slot) throws InterruptedException, SQLException {
    lock.lockInterruptibly();
    try {
      return slots.mayUse(slot);
    } finally {
      latest = slots.budget();
      lock.unlock();
    }
  }

  private void sleepUntil(Instant time) throws InterruptedException {
    long nanos = Duration.between(clock.now(), time).toNanos();
    if (nanos > 0) {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }

  /** Must be called after a successful response to a request that was sent at {@code sentAt}. */
  void succeeded(Instant sentAt) throws SQLException {
    ServerErrorStreak unused = serverErrors.updateAndGet(ServerErrorStreak::afterObservation);
    change((state, now) -> state.afterObservation(sentAt, now));
  }

  /** Must be called after an error of a request that was sent at {@code sentAt}. */
  void failed(QueryException error, Instant sentAt) throws SQLException {
    ServerErrorStreak streak = serverErrors.updateAndGet(known -> known.after(error));
    change((state, now) -> state.after(error, streak, sentAt, now));
  }

  /** Skips the transaction if the budget, as last read, would not change. */
  private void change(BudgetStore.Change change) throws SQLException {
    BudgetState known = latest;
    if (change.apply(known, clock.now()).equals(known)) {
      return;
    }
    lock.lock();
    try {
      slots.change(change);
    } finally {
      latest = slots.budget();
      lock.unlock();
    }
  }

  /** Returns when the pause of all nodes ends at the earliest; null if there is no pause. */
  @Nullable
  Instant pausedUntil() {
    BudgetState known = latest;
    return known.isPaused(clock.now()) ? known.pausedUntil() : null;
  }

  /** Ends {@link #take} of all waiting threads with an {@link InterruptedException}. */
  @Override
  public void close() {
    closed = true;
  }
}
