package io.happyhorse.examples.benchmarks;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The threads that were started since this object was created and are still alive. */
final class LeftThreads {
  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  /** Waits for a second, returns the number of these threads, and prints their names to the standard error. */
  int count() {
    Pause.of(Duration.ofSeconds(1));
    Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
    left.removeAll(before);
    left.removeIf(LeftThreads::belongsToTheJdk);
    left.forEach(thread -> System.err.println("Left: " + thread));
    return left.size();
  }

  /** Returns whether a thread belongs to the JDK's HTTP client or to CompletableFuture, which are shared. */
  private static boolean belongsToTheJdk(Thread thread) {
    return thread.getName().startsWith("HttpClient-") || thread.getName().endsWith("elayScheduler");
  }
}
