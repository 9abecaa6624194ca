package io.happyhorse.core.time;

import org.jspecify.annotations.Nullable;

/** An alarm of a virtual time. */
final class VirtualAlarm implements Alarm {
  private final VirtualClock clock;
  private final Runnable ring;
  private TimerQueue.@Nullable Timer timer;
  private boolean closed;

  VirtualAlarm(VirtualClock clock, Runnable ring) {
    this.clock = clock;
    this.ring = ring;
  }

  @Override
  public void set(long ticks) {
    synchronized (this) {
      if (closed) {
        return;
      }
      timer = clock.reset(timer, ticks, ring);
    }
    clock.jumpWhileAllAreParked();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clock.cancel(timer);
  }
}
