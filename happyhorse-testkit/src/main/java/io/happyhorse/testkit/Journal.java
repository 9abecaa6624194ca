package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;

/**
 * What has been asked of a fake gateway. Thread-safe.
 *
 * <p>It keeps the last 10,000 requests; the numbers of a {@link TaskJournal} count them all. Keys and links are not in it.
 */
public final class Journal {
  private static final int CAPACITY = 10_000;
  private static final int MOST_NAMED = 20;

  private final GatewayStore store;
  private final Queue<JournalEntry> entries = new ArrayDeque<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();

  Journal(GatewayStore store) {
    this.store = store;
  }

  /**
   * Returns the last requests, the oldest first.
   *
   * @return at most 10,000 entries
   */
  public synchronized List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  /**
   * Returns what was asked about one task.
   *
   * @param id the task
   * @return its journal
   * @throws IllegalArgumentException if there is no such task
   */
  public TaskJournal task(TaskId id) {
    return new TaskJournal(this, store.require(id));
  }

  /**
   * Returns the journals of all tasks.
   *
   * @return a journal for each accepted task
   */
  public List<TaskJournal> tasks() {
    return store.tasks().stream().map(task -> new TaskJournal(this, task)).toList();
  }

  /**
   * Returns the queries with the right key for tasks that were never accepted.
   *
   * @return a sentence for each, which says what was asked and what is known
   */
  public synchronized List<String> unknownQueries() {
    return List.copyOf(unknown);
  }

  /**
   * Returns where the API key turned up although it did not belong there.
   *
   * @return a sentence for each, without the key
   */
  public synchronized List<String> keyLeaks() {
    return List.copyOf(leaks);
  }

  synchronized void clear() {
    entries.clear();
    unknown.clear();
    leaks.clear();
  }

  synchronized void note(Instant at, Exchange reply) {
    add(JournalEntry.of(at, reply));
  }

  synchronized void noteRefused(Instant at, String taskId, String refusal) {
    add(JournalEntry.refused(at, taskId, refusal));
  }

  private void add(JournalEntry entry) {
    if (entries.size() == CAPACITY) {
      entries.remove();
    }
    entries.add(entry);
  }

  void noteUnknown(Instant at, String taskId) {
    String story = "A query asked for task " + taskId + ", which nobody has scripted. Known are: "
        + known() + ". Accept it first.";
    synchronized (this) {
      if (unknown.size() < MOST_NAMED) {
        unknown.add(story);
      }
      noteRefused(at, taskId, "no such task");
    }
  }

  private String known() {
    int all = store.tasks().size();
    String named = store.tasks().stream()
        .map(task -> task.id().value())
        .sorted()
        .limit(MOST_NAMED)
        .collect(Collectors.joining(", "));
    if (all > MOST_NAMED) {
      return named + " and " + (all - MOST_NAMED) + " more";
    }
    return all == 0 ? "none" : named;
  }

  synchronized void noteLeak(String story) {
    if (leaks.size() < MOST_NAMED) {
      leaks.add(story);
    }
  }
}
