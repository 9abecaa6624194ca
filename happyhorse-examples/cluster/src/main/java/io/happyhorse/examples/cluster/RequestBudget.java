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
 * Makes the threads of this node wait until they may send a request, so that all nodes together keep to one rate and pause
 * together. Thread-safe.
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
  private volatile BudgetState seen;
  private volatile boolean closed;

  RequestBudget(BudgetStore store, DatabaseClock clock) throws SQLException {
    this.clock = clock;
    this.slots = new NodeSlots(store, clock);
    this.seen = slots.seen();
  }

  /**
   * Waits until a request may be sent.
   *
   * @return when it may be sent, which is now
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
          throw new InterruptedException("closed");
        }
        Slot slot = reserved();
        if (slot != null) {
          return slot;
        }
        Thread.sleep(NodeSlots.LOOK_AGAIN.toMillis());
      }
    } finally {
      turn.unlock();
    }
  }

  private @Nullable Slot reserved() throws InterruptedException, SQLException {
    lock.lockInterruptibly();
    try {
      return slots.next(waiting.get());
    } finally {
      seen = slots.seen();
      lock.unlock();
    }
  }

  private boolean mayUse(Slot slot) throws InterruptedException, SQLException {
    lock.lockInterruptibly();
    try {
      return slots.mayUse(slot);
    } finally {
      seen = slots.seen();
      lock.unlock();
    }
  }

  private void sleepUntil(Instant slot) throws InterruptedException {
    long nanos = Duration.between(clock.now(), slot).toNanos();
    if (nanos > 0) {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }

  /** Called after a successful response to a request that was sent at that time. */
  void succeeded(Instant sentAt) throws SQLException {
    ServerErrorStreak unused = serverErrors.updateAndGet(ServerErrorStreak::afterObservation);
    change((state, now) -> state.afterObservation(sentAt, now));
  }

  /** Called after an error of a request that was sent at that time. */
  void failed(QueryException error, Instant sentAt) throws SQLException {
    ServerErrorStreak streak = serverErrors.updateAndGet(known -> known.after(error));
    change((state, now) -> state.after(error, streak, sentAt, now));
  }

  /** Skips the transaction if the budget, as last read, would not change. */
  private void change(BudgetStore.Change change) throws SQLException {
    BudgetState known = seen;
    if (change.of(known, clock.now()).equals(known)) {
      return;
    }
    lock.lock();
    try {
      slots.change(change);
    } finally {
      seen = slots.seen();
      lock.unlock();
    }
  }

  /** Returns when the pause of all nodes ends at the earliest; null if there is no pause. */
  @Nullable
  Instant pausedUntil() {
    BudgetState known = seen;
    return known.isPaused(clock.now()) ? known.pausedUntil() : null;
  }

  /** Ends {@link #take} of all waiting threads with an {@link InterruptedException}. */
  @Override
  public void close() {
    closed = true;
  }
}
