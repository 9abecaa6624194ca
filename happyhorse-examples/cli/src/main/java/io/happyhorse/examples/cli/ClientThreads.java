package io.happyhorse.examples.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The threads with which the JDK's HTTP clients wait for responses. A client cannot be closed before JDK 21, so its thread runs until
 * the exit, and a JVM waits up to 300 ms at its exit for a thread that waits for the network.
 */
final class ClientThreads {
  private static final Pattern NAME = Pattern.compile("HttpClient-\\d+-SelectorManager");

  private ClientThreads() {}

  /**
   * Ends the threads of all clients, and with them their requests.
   *
   * @param group the group of the threads that have created the clients
   * @param limit the longest time to wait for a thread
   */
  static void end(ThreadGroup group, Duration limit) {
    try {
      for (Thread thread : in(group)) {
        thread.interrupt();
        thread.join(limit.toMillis());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static List<Thread> in(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount() + 1];
    int unused = group.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .filter(thread -> NAME.matcher(thread.getName()).matches())
        .toList();
  }
}
