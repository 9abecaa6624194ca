package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What has been asked about one task of a fake gateway, up to now. Thread-safe. */
public final class TaskJournal {
  private final Journal journal;
  private final FakeTask task;

  TaskJournal(Journal journal, FakeTask task) {
    this.journal = journal;
    this.task = task;
  }

  /**
   * Returns the task.
   *
   * @return its id
   */
  public TaskId taskId() {
    return task.id();
  }

  /**
   * Returns how often it was asked for; what a client's HTTP stack sends again by itself after a reset is the same query.
   *
   * @return the number of queries
   */
  public int queries() {
    return task.queries();
  }

  /**
   * Returns how many requests reached the gateway.
   *
   * @return the number of requests, those that were sent again included
   */
  public int hits() {
    return task.hits();
  }

  /**
   * Returns how often it was asked for after its end had been told.
   *
   * @return the number of needless queries
   */
  public int queriesAfterEnd() {
    return task.afterEnd();
  }

  /**
   * Returns the first query that came before the time that a {@code Retry-After} asked for.
   *
   * @return a few words about it, or null if there was none
   */
  public @Nullable String queryDuringRetryAfter() {
    return task.tooEarly();
  }

  /**
   * Returns the shortest time between two queries, in the gateway's time.
   *
   * @return the time, or null if there were less than two
   */
  public @Nullable Duration shortestGap() {
    return task.shortestGap();
  }

  /**
   * Returns the requests about it, the oldest first.
   *
   * @return those among the last of the whole journal
   */
  public List<JournalEntry> entries() {
    return journal.entries().stream()
        .filter(entry -> entry.taskId().equals(task.id().value()))
        .toList();
  }

  /**
   * Returns the task's story as a small timeline, for a person to read.
   *
   * @return a line for the task and one for each request
   */
  public String story() {
    Instant start = task.submittedAt();
    StringBuilder story = new StringBuilder(
        "Task " + task.id() + ", accepted at " + start + ", queries: " + queries());
    for (JournalEntry entry : entries()) {
      story.append(line(Duration.between(start, entry.at()), entry));
    }
    return story.toString();
  }

  private static String line(Duration since, JournalEntry entry) {
    String remark = entry.isSentAgain() ? " (sent again)" : entry.isAfterEnd() ? " (needless)" : "";
    return String.format(
        Locale.ROOT,
        "%n  %+10.3f s  %3d  %s%s",
        since.toMillis() / 1e3,
        entry.query(),
        entry.answer(),
        remark);
  }

  /** Returns the story. */
  @Override
  public String toString() {
    return story();
  }
}
