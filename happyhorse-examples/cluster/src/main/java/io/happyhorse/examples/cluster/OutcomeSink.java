package io.happyhorse.examples.cluster;

/**
 * Receives the end of each task. Called at least once per task, by any node, after the end is in the database; use the task id as
 * the key to recognise a repeated call.
 */
@FunctionalInterface
public interface OutcomeSink {
  /**
   * Takes the end of a task.
   *
   * @param end the end; a video that is downloaded may not be there yet
   * @throws Exception if the end could not be taken; the call is repeated after 5 s, 10 s, 20 s and so on to 10 min
   */
  void ended(TaskEnd end) throws Exception;
}
