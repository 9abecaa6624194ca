package io.happyhorse.examples.cli;

import java.util.ArrayList;
import java.util.List;

/** The end of a process at the moment that a test chooses. Its hooks behave like those of a JVM. Thread-safe. */
final class TestShutdown implements ShutdownHooks {
  private final List<Thread> hooks = new ArrayList<>();
  private boolean hasBegun;

  @Override
  public synchronized void add(Thread hook) {
    requireRunning();
    hooks.add(hook);
  }

  @Override
  public synchronized void remove(Thread hook) {
    requireRunning();
    hooks.remove(hook);
  }

  private void requireRunning() {
    if (hasBegun) {
      throw new IllegalStateException("Shutdown in progress");
    }
  }

  /** Starts all hooks, as a signal does, and returns when each has ended or waits for the program. Further calls have no effect. */
  void begin() {
    for (Thread hook : started()) {
      while (hook.getState() == Thread.State.NEW || hook.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait();
      }
    }
  }

  private synchronized List<Thread> started() {
    if (!hasBegun) {
      hasBegun = true;
      hooks.forEach(Thread::start);
    }
    return List.copyOf(hooks);
  }

  /** Waits until all hooks have ended, as the process does. */
  void await() throws InterruptedException {
    for (Thread hook : started()) {
      hook.join();
    }
  }
}
