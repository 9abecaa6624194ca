package io.happyhorse.examples.benchmarks.peers.client;

import java.util.List;

/** Waits with a thread per task, the only way with a call that blocks. */
final class TaskThreads {
  private TaskThreads() {}

  /** A wait that blocks until a task has ended. */
  @FunctionalInterface
  interface Wait {
    /** Returns the last status. */
    String await(String id) throws Exception;
  }

  static void watch(List<String> ids, Ledger ledger, String success, Wait wait) {
    for (int i = 0; i < ids.size(); i++) {
      int task = i;
      Thread thread =
          new Thread(() -> await(ids.get(task), task, ledger, success, wait), "task-" + task);
      thread.setDaemon(true);
      thread.start();
    }
  }

  // Foreign code may throw anything; a wait that ends so is lost.
  private static void await(String id, int task, Ledger ledger, String success, Wait wait) {
    try {
      String status = wait.await(id);
      if (status.equals(success)) {
        ledger.noticed(task);
      } else {
        ledger.lost(task, status);
      }
    } catch (Exception failed) {
      ledger.lost(task, failed);
    }
  }
}
