package io.happyhorse.core.time;

import java.util.concurrent.TimeUnit;

/**
 * Notices when a virtual time stands still because all that could move it waits in ways that it does not know, such as a test in
 * {@code future.get()}: whoever waits in the time itself notices, but then there is nobody who does.
 */
final class Watchdog implements Runnable {
  private static final int LOOKS = 8;
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(250);

  private final VirtualTime time;

  Watchdog(VirtualTime time) {
    this.time = time;
  }

  void start() {
    Thread thread = new Thread(this, "virtual-time-watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    long seen = -1;
    int same = 0;
    try {
      do {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS);
        long moves = time.movesIfUnwatched();
        same = moves >= 0 && moves == seen ? same + 1 : 0;
        seen = moves;
      } while (time.isWatched() && same < LOOKS);
    } catch (InterruptedException strangersInterrupt) {
      return;
    }
    if (same >= LOOKS) {
      time.fail();
    }
  }
}
