package io.happyhorse.core.time;

import org.jspecify.annotations.Nullable;

/** A timer of a virtual time. */
final class VirtualTimer implements Timer {
  private final VirtualClock clock;
  private final Runnable onFire;
  private TimerQueue.@Nullable Timer timer;
  private boolean closed;

  VirtualTimer(VirtualClock clock, Runnable onFire) {
    this.clock = clock;
    this.onFire = onFire;
  }

  @Override
  public void set(long ticks) {
    synchronized (this) {
      if (closed) {
        return;
      }
      timer = clock.reset(timer, ticks, onFire);
    }
    clock.jumps().jumpWhileAllAreParked();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clock.cancel(timer);
  }
}
