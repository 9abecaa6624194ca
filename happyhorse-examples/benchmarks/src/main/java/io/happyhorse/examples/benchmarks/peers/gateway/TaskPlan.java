package io.happyhorse.examples.benchmarks.peers.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The tasks of a trial, which are submitted together. The same seed gives the same tasks.
 *
 * @param tasks the number of tasks
 * @param shortestMillis the shortest time that a task takes
 * @param longestMillis the upper bound of the time that a task takes, exclusive
 * @param seed the seed of the times
 */
public record TaskPlan(int tasks, long shortestMillis, long longestMillis, long seed) {
  static final String ID = "asyntask_peer_";
  static final String WARM_UP_ID = "asyntask_warm_";

  /** Reads the text of {@link #toString()}. */
  public static TaskPlan parse(String text) {
    long[] numbers =
        Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
    return new TaskPlan(Math.toIntExact(numbers[0]), numbers[1], numbers[2], numbers[3]);
  }

  /** Returns the ids of the tasks; the index in the list is the number of the task. */
  public List<String> ids() {
    return IntStream.range(0, tasks).mapToObj(number -> ID + number).toList();
  }

  /** Returns the ids of tasks that have ended already and are not counted. */
  public static List<String> warmUpIds(int count) {
    return IntStream.range(0, count).mapToObj(number -> WARM_UP_ID + number).toList();
  }

  /** Returns how long a task takes. */
  public long millis(int number) {
    return new SplittableRandom(seed + number).nextLong(shortestMillis, longestMillis);
  }

  @Override
  public String toString() {
    return tasks + "," + shortestMillis + "," + longestMillis + "," + seed;
  }
}
