package io.happyhorse.testkit.assertj;

import io.happyhorse.testkit.TaskJournal;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the queries for one task; messages tell its story as a timeline. Not thread-safe. */
public final class TaskQueriesAssert extends AbstractAssert<TaskQueriesAssert, TaskJournal> {
  TaskQueriesAssert(TaskJournal actual) {
    super(actual, TaskQueriesAssert.class);
  }

  /**
   * Verifies the number of queries; what an HTTP stack sends again by itself counts once.
   *
   * @param expected how many
   * @return this
   */
  public TaskQueriesAssert wasQueried(int expected) {
    return check(actual.queries() == expected, "to be queried " + times(expected));
  }

  /**
   * Verifies that there were not too many queries.
   *
   * @param most how many are allowed
   * @return this
   */
  public TaskQueriesAssert wasQueriedAtMost(int most) {
    return check(actual.queries() <= most, "to be queried at most " + times(most));
  }

  /**
   * Verifies that there were enough queries.
   *
   * @param least how many are needed
   * @return this
   */
  public TaskQueriesAssert wasQueriedAtLeast(int least) {
    return check(actual.queries() >= least, "to be queried at least " + times(least));
  }

  /**
   * Verifies that there was no query after the end had been told.
   *
   * @return this
   */
  public TaskQueriesAssert wasNotQueriedAfterItEnded() {
    return check(actual.queriesAfterEnd() == 0, "not to be queried after its end was told");
  }

  /**
   * Verifies that after each {@code Retry-After} the next query came no earlier than asked.
   *
   * @return this
   */
  public TaskQueriesAssert respectedRetryAfter() {
    String early = actual.queryDuringRetryAfter();
    return check(early == null, "to be left alone as Retry-After asked, but " + early);
  }

  /**
   * Verifies that between any two queries some time passed.
   *
   * @param least the shortest pause that is allowed, in the gateway's time
   * @return this
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
              + actual.story());
    }
    return this;
  }
}
