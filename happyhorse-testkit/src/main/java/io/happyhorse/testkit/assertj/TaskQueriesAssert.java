package io.happyhorse.testkit.assertj;

import io.happyhorse.testkit.TaskJournal;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about the queries for one task. Each of them returns this object. Messages contain the timeline of the task. Not
 * thread-safe.
 */
public final class TaskQueriesAssert extends AbstractAssert<TaskQueriesAssert, TaskJournal> {
  TaskQueriesAssert(TaskJournal actual) {
    super(actual, TaskQueriesAssert.class);
  }

  /** Verifies the number of queries. Requests that an HTTP stack repeats by itself count once. */
  public TaskQueriesAssert wasQueried(int expected) {
    return check(actual.queries() == expected, "to be queried " + times(expected));
  }

  /**
   * Verifies the maximum number of queries.
   *
   * @param most the maximum number
   */
  public TaskQueriesAssert wasQueriedAtMost(int most) {
    return check(actual.queries() <= most, "to be queried at most " + times(most));
  }

  /**
   * Verifies the minimum number of queries.
   *
   * @param least the minimum number
   */
  public TaskQueriesAssert wasQueriedAtLeast(int least) {
    return check(actual.queries() >= least, "to be queried at least " + times(least));
  }

  /** Verifies that there was no query after the client had received the end of the task. */
  public TaskQueriesAssert wasNotQueriedAfterItEnded() {
    return check(actual.queriesAfterEnd() == 0, "not to be queried after its end was reported");
  }

  /** Verifies that no query was sent before a {@code Retry-After} had passed. */
  public TaskQueriesAssert respectedRetryAfter() {
    String early = actual.queryDuringRetryAfter();
    return check(early == null, "not to be queried before Retry-After had passed, but " + early);
  }

  /**
   * Verifies the minimum time between two queries.
   *
   * @param least the minimum time, in the gateway's time
   */
  public TaskQueriesAssert wasQueriedNoMoreOftenThanEvery(Duration least) {
    Duration shortest = actual.shortestGap();
    boolean spaced = shortest == null || shortest.compareTo(least) >= 0;
    return check(spaced, "to be queried no more often than every " + least);
  }

  private static String times(int times) {
    return times == 1 ? "once" : times + " times";
  }

  private TaskQueriesAssert check(boolean holds, String expectation) {
    if (!holds) {
      throw failure(
          "%s",
          "Expected task " + actual.taskId() + " " + expectation + ":" + System.lineSeparator()
              + actual.timeline());
    }
    return this;
  }
}
