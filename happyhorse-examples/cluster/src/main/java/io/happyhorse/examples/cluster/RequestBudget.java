package io.happyhorse.examples.cluster;

import io.happyhorse.core.error.QueryException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the moments at which this node may send a request, so that all nodes together keep to one rate and to each other's
 * pauses. Slots are reserved in the database for at most a quarter of a second at a time, and no more than threads wait for one.
 * Thread-safe.
 */
final class RequestBudget implements AutoCloseable {
  private static final double RESERVED_SECONDS = 0.25;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration LATEST = Duration.ofMillis(100);
  private static final double NANOS = 1e9;

  private final BudgetTable table;
  private final DatabaseClock clock;
  private final Pauses pauses = new Pauses();
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Queue<Instant> slots = new ArrayDeque<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile BudgetTable.Row seen;
  private volatile boolean closed;

  RequestBudget(BudgetTable table, DatabaseClock clock, double perSecond) throws SQLException {
    this.table = table;
    this.clock = clock;
    table.set(perSecond);
    this.seen = new BudgetTable.Row(
        clock.now(), perSecond, Instant.MIN, 0, Instant.MIN); // read before it is used
  }

  /**
   * Waits until a request may be sent.
   *
   * @throws InterruptedException if the thread is interrupted or the budget is closed
   */
  void take() throws InterruptedException, SQLException {
    waiting.incrementAndGet();
    try {
      while (true) {
        Instant slot = nextSlot();
        sleepUntil(slot);
        if (!isLate(slot) && !isPaused()) {
          return;
        }
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** After the process has stood still, slots of the past would be used all at once; they are lost instead. */
  private boolean isLate(Instant slot) {
    return slot.plus(LATEST).isBefore(clock.now());
  }

  private Instant nextSlot() throws InterruptedException, SQLException {
    lock.lockInterruptibly();
    try {
      while (true) {
        checkOpen();
        Instant slot = slots.poll();
        if (slot != null) {
          return slot;
        }
        if (!reserve()) {
          look();
          Thread.sleep(LOOK_AGAIN.toMillis());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean reserve() throws SQLException {
    int most = (int) Math.max(1, seen.perSecond() * RESERVED_SECONDS);
    int wanted = Math.max(1, Math.min(most, waiting.get()));
    long askedAt = System.nanoTime();
    BudgetTable.Row row = table.reserve(wanted);
    if (row == null) {
      return false;
    }
    see(row, askedAt);
    double step = NANOS / row.perSecond();
    for (int slot = wanted; slot > 0; slot--) {
      slots.add(row.nextSlot().minusNanos(Math.round(slot * step)));
    }
    return true;
  }

  private void see(BudgetTable.Row row, long askedAt) {
    clock.set(row.now(), askedAt);
    seen = row;
  }

  /** Tells whether another node has begun a pause since the slot was reserved. */
  private boolean isPaused() throws InterruptedException, SQLException {
    if (isStale()) {
      lock.lockInterruptibly();
      try {
        checkOpen();
        look();
      } finally {
        lock.unlock();
      }
    }
    return seen.pausedUntil().isAfter(clock.now());
  }

  private boolean isStale() {
    return seen.now().isBefore(clock.now().minus(LOOK_AGAIN));
  }

  private void look() throws SQLException {
    long askedAt = System.nanoTime();
    BudgetTable.Row row = isStale() ? table.read() : null;
    if (row != null) {
      see(row, askedAt);
    }
    if (seen.pausedUntil().isAfter(clock.now())) {
      slots.clear();
    }
  }

  private void sleepUntil(Instant slot) throws InterruptedException {
    long nanos = Duration.between(clock.now(), slot).toNanos();
    if (nanos > 0) {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }

  private void checkOpen() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("closed");
    }
  }

  void succeeded() throws SQLException {
    pauses.succeeded();
    if (seen.pauseSeconds() > 0) {
      table.forgetPauses();
    }
  }

  void failed(QueryException error) throws SQLException {
    Duration pause = pauses.after(error);
    if (Pauses.GROWING.equals(pause)) {
      table.pauseLonger();
    } else if (pause != null) {
      table.pause(pause);
    }
  }

  /** Returns until when all nodes pause; null if they do not. */
  @Nullable
  Instant pausedUntil() {
    Instant until = seen.pausedUntil();
    return until.isAfter(clock.now()) ? until : null;
  }

  /** Lets those that wait for a slot go, with an {@link InterruptedException}. */
  @Override
  public void close() {
    closed = true;
  }
}
