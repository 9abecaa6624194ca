package io.happyhorse.core.watch;

import io.happyhorse.core.time.PendingWork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One question on its way. Guarded by the engine's lock. */
final class Poll extends HeapEntry implements Runnable {
  final WatchedTask loop;
  final long begunAt;
  final Duration within;
  final PendingWork activity;
  private final Engine engine;
  private @Nullable Thread thread;

  /** Whether a thread has begun it, or never will. */
  boolean sent;

  /** Whether its loop has ended: whatever it brings is ignored. */
  boolean abandoned;

  /** Whether it has been given up, and its place among those in flight is another's. */
  boolean writtenOff;

  Poll(Engine engine, WatchedTask loop, long begunAt, Duration within, PendingWork activity) {
    this.engine = engine;
    this.loop = loop;
    this.begunAt = begunAt;
    this.within = within;
    this.activity = activity;
  }

  @Override
  public void run() {
    engine.run(this);
  }

  /** Begins on the calling thread, unless it has been abandoned already. */
  boolean takeOff() {
    if (!abandoned) {
      thread = Thread.currentThread();
      sent = true;
    }
    return !abandoned;
  }

  /** Ends on the calling thread, and clears an interrupt that was meant for the question. */
  void land() {
    if (thread == Thread.currentThread()) {
      thread = null;
      boolean unused = Thread.interrupted();
    }
  }

  void abandon() {
    abandoned = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
