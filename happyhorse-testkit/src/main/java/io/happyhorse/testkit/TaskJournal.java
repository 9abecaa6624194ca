package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The queries for one task of a fake gateway. Thread-safe. */
public final class TaskJournal {
  private final Journal journal;
  private final FakeTask task;

  TaskJournal(Journal journal, FakeTask task) {
    this.journal = journal;
    this.task = task;
  }

  /** {@return the task} */
  public TaskId taskId() {
    return task.id();
  }

  /** Returns the number of queries. A request that a client's HTTP stack repeats by itself after a reset belongs to the same query. */
  public int queries() {
    return task.queries();
  }

  /** {@return the number of requests that reached the gateway, including repeated ones} */
  public int hits() {
    return task.hits();
  }

  /** {@return the number of needless queries: those after the client had received the end of the task} */
  public int queriesAfterEnd() {
    return task.afterEnd();
  }

  /** {@return the first query that was sent before a {@code Retry-After} had passed; null if there was none} */
  public @Nullable String queryDuringRetryAfter() {
    return task.tooEarly();
  }

  /** {@return the shortest time between two queries, in the gateway's time; null if there were fewer than two} */
  public @Nullable Duration shortestGap() {
    return task.shortestGap();
  }

  /** {@return the requests for the task that the journal still contains, oldest first} */
  public List<JournalEntry> entries() {
    return journal.entries().stream()
        .filter(entry -> entry.taskId().equals(task.id().value()))
        .toList();
  }

  /** {@return a readable timeline of the task: a line for the task and one for each request} */
  public String timeline() {
    Instant start = task.submittedAt();
    StringBuilder timeline = new StringBuilder(
        "Task " + task.id() + ", accepted at " + start + ", queries: " + queries());
    for (JournalEntry entry : entries()) {
      timeline.append(line(Duration.between(start, entry.at()), entry));
    }
    return timeline.toString();
  }

  private static String line(Duration since, JournalEntry entry) {
    String remark = entry.isSentAgain() ? " (sent again)" : entry.isAfterEnd() ? " (needless)" : "";
    return String.format(
        Locale.ROOT,
        "%n  %+10.3f s  %3d  %s%s",
        since.toMillis() / 1e3,
        entry.query(),
        entry.response(),
        remark);
  }

  /** Returns the timeline. */
  @Override
  public String toString() {
    return timeline();
  }
}
