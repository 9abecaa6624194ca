package io.happyhorse.examples.cluster;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.examples.cluster.BudgetState.Slot;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads of this node wait for the moments at which they may send a request, so that all nodes together keep to one rate
 * and to each other's pauses. Thread-safe.
 */
final class RequestBudget implements AutoCloseable {
  private final DatabaseClock clock;
  private final Pauses pauses = new Pauses();

  /** Held by the one thread that gets the next slot, also while it waits until there is one. */
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
   * @return the moment at which it may, which is now
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

  /** Called after a good response to a request that was sent at that moment. */
  void succeeded(Instant sentAt) throws SQLException {
    pauses.succeeded();
    BudgetState known = seen;
    if (known.isDown() || known.nextPause().compareTo(BudgetState.FIRST_PAUSE) > 0) {
      change((state, now) -> state.succeeded(sentAt, now));
    }
  }

  void failed(QueryException error, Instant sentAt) throws SQLException {
    BudgetStore.Change pause = pauses.after(error);
    boolean endsOutage = Pauses.isFromGatewayAtWork(error) && seen.isDown();
    if (pause != null || endsOutage) {
      change((state, now) -> {
        BudgetState next = endsOutage ? state.responded(sentAt, now) : state;
        return pause == null ? next : pause.of(next, now);
      });
    }
  }

  private void change(BudgetStore.Change change) throws SQLException {
    lock.lock();
    try {
      slots.change(change);
    } finally {
      seen = slots.seen();
      lock.unlock();
    }
  }

  /** Returns until when all nodes pause, at the least; null if they do not. */
  @Nullable
  Instant pausedUntil() {
    BudgetState known = seen;
    return known.isPaused(clock.now()) ? known.pausedUntil() : null;
  }

  /** Lets those that wait for a slot go, with an {@link InterruptedException}. */
  @Override
  public void close() {
    closed = true;
  }
}
