package io.happyhorse.core.watch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The threads of the running polls, so that a poll can be interrupted while it runs and only then. Thread-safe. */
final class RunningPolls {
  private final Map<Poll, Thread> threads = new ConcurrentHashMap<>();

  /** Called when a poll begins on this thread. */
  void begin(Poll poll) {
    threads.put(poll, Thread.currentThread());
  }

  /** Called when a poll ends on this thread. Clears an interrupt that was meant for the poll; no further interrupt follows. */
  void end(Poll poll) {
    threads.remove(poll);
    if (poll.isAbandoned()) {
      boolean unused = Thread.interrupted();
    }
  }

  /** Interrupts a poll, which has been abandoned, if it is running. The map ensures that this and {@link #end} exclude each other. */
  void interrupt(Poll poll) {
    threads.computeIfPresent(poll, (key, thread) -> {
      thread.interrupt();
      return thread;
    });
  }
}
