package io.happyhorse.examples.cluster;

/**
 * Receives the end of each task. Called at least once per task, by any node, after the end is stored in the database; use the task id
 * as the key to recognize a repeated call.
 */
@FunctionalInterface
public interface OutcomeSink {
  /**
   * Called when a wait has ended.
   *
   * @param end the end; the download of the video may not be complete yet
   * @throws Exception if the end could not be processed; the call is repeated after 5 s, 10 s, 20 s and so on, up to 10 min
   */
  void ended(TaskEnd end) throws Exception;
}
