package io.happyhorse.examples.benchmarks.peers.client;

import java.util.List;

/** Waits with a thread per task, for clients whose calls block. */
final class TaskThreads {
  private TaskThreads() {}

  /** A wait that blocks until a task has ended. */
  @FunctionalInterface
  interface Wait {
    /** Returns the last status. */
    String await(String id) throws Exception;
  }

  static void watch(List<String> ids, EndLog log, String success, Wait wait) {
    for (int i = 0; i < ids.size(); i++) {
      int task = i;
      Thread thread =
          new Thread(() -> await(ids.get(task), task, log, success, wait), "task-" + task);
      thread.setDaemon(true);
      thread.start();
    }
  }

  // A client may throw any exception. The wait is lost then.
  private static void await(String id, int task, EndLog log, String success, Wait wait) {
    try {
      String status = wait.await(id);
      if (status.equals(success)) {
        log.noticed(task);
      } else {
        log.lost(task, status);
      }
    } catch (Exception failed) {
      log.lost(task, failed);
    }
  }
}
