package io.happyhorse.core.watch;

import io.happyhorse.core.internal.DaemonThreads;
import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs polls: on the caller's executor, or on its own bounded pool. A worker of the pool reports the result of its poll, and itself
 * runs the first poll that begins meanwhile, which saves a switch of threads.
 */
final class PollExecutor {
  /** Longer than the longest interval, so that a few tasks do not need a new thread for each poll. */
  private static final long IDLE_SECONDS = 90;

  /** Set while a worker reports a result. */
  private static final ThreadLocal<Successor> SUCCESSOR = new ThreadLocal<>();

  private final @Nullable Executor supplied;
  private final DaemonThreads threads = new DaemonThreads("happyhorse-poll");
  private final ThreadPoolExecutor own;

  /** The poll that a worker runs next. */
  private static final class Successor {
    private final PollExecutor owner;
    private @Nullable Supplier<Runnable> poll;

    Successor(PollExecutor owner) {
      this.owner = owner;
    }

    /** Takes a poll of its owner, unless it has one. */
    boolean accept(PollExecutor executor, Supplier<Runnable> next) {
      boolean accepts = executor == owner && poll == null;
      if (accepts) {
        poll = next;
      }
      return accepts;
    }
  }

  PollExecutor(@Nullable Executor supplied, int size) {
    this.supplied = supplied;
    this.own = new ThreadPoolExecutor(
        size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    own.allowCoreThreadTimeOut(true);
  }

  /** Runs a poll; it returns the action that reports its result. */
  void execute(Supplier<Runnable> poll) {
    Successor successor = SUCCESSOR.get();
    if (supplied != null) {
      supplied.execute(() -> poll.get().run());
    } else if (successor == null || !successor.accept(this, poll)) {
      own.execute(() -> runAll(poll));
    }
  }

  private void runAll(Supplier<Runnable> first) {
    @Nullable Supplier<Runnable> poll = first;
    while (poll != null) {
      Runnable result = poll.get();
      boolean unused = Thread.interrupted(); // the port may have left an interrupt
      poll = report(result);
    }
  }

  /** Reports a result; returns the poll to run next on this thread, null if there is none. */
  private @Nullable Supplier<Runnable> report(Runnable result) {
    Successor successor = new Successor(this);
    SUCCESSOR.set(successor);
    try {
      SafeCalls.run(result);
    } finally {
      SUCCESSOR.remove();
    }
    return successor.poll;
  }

  /** Allows one more thread in place of one that does not return. */
  void addThread() {
    own.setMaximumPoolSize(own.getMaximumPoolSize() + 1);
    own.setCorePoolSize(own.getCorePoolSize() + 1);
  }

  void shutDown() {
    boolean isInterrupted = Thread.currentThread().isInterrupted();
    own.shutdownNow().forEach(Runnable::run); // abandoned polls return at once
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitEnd(Duration atMost) throws InterruptedException {
    threads.awaitEnd(atMost, TimeSource.system()::nanoTime);
  }
}
