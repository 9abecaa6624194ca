package io.happyhorse.examples.benchmarks.peers.client;

import java.util.List;

/** Waits for tasks, as users of one library do it. */
interface PeerClient {
  /** Starts to wait for tasks and returns. Each end of a wait is recorded under the index of the task. */
  void watch(List<String> ids, Ledger ledger);

  /** Waits for tasks that have ended already, so that all classes are loaded. */
  default void warmUp(List<String> ids, Ledger ledger) {
    watch(ids, ledger);
  }

  /** Releases idle connections, so that those which stay open are leaks. Called repeatedly, after all waits have ended. */
  default void releaseConnections() {}
}
