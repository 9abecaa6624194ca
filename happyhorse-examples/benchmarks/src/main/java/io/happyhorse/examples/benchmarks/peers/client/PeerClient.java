package io.happyhorse.examples.benchmarks.peers.client;

import java.util.List;

/** Waits for tasks as the users of a library do. */
interface PeerClient {
  /** Starts to wait for tasks, and returns. The end of each wait is recorded under the index of the task. */
  void watch(List<String> ids, EndLog log);

  /** Waits for tasks that have ended already, so that all classes are loaded. */
  default void warmUp(List<String> ids, EndLog log) {
    watch(ids, log);
  }

  /** Releases idle connections, so that those which stay open are leaks. Called repeatedly, after all waits have ended. */
  default void releaseConnections() {}
}
