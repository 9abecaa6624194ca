package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;

/**
 * The queries that a fake gateway has received. Thread-safe.
 *
 * <p>It keeps the last 10,000 requests; the numbers of a {@link TaskJournal} include all requests. It contains no keys and no links.
 */
public final class Journal {
  private static final int CAPACITY = 10_000;
  private static final int MAX_NAMED = 20;

  private final GatewayStore store;
  private final Queue<JournalEntry> entries = new ArrayDeque<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();

  Journal(GatewayStore store) {
    this.store = store;
  }

  /** {@return the last requests, oldest first: at most 10,000 entries} */
  public synchronized List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  /**
   * Returns the journal of one task.
   *
   * @throws IllegalArgumentException if the task does not exist
   */
  public TaskJournal task(TaskId id) {
    return new TaskJournal(this, store.require(id));
  }

  /** {@return a journal for each accepted task} */
  public List<TaskJournal> tasks() {
    return store.tasks().stream().map(task -> new TaskJournal(this, task)).toList();
  }

  /**
   * {@return a sentence for each query with the correct key for an unknown task, which contains the queried id and the known ids}
   */
  public synchronized List<String> unknownQueries() {
    return List.copyOf(unknown);
  }

  /** {@return a sentence for each place outside the header of queries where the API key was found, without the key} */
  public synchronized List<String> keyLeaks() {
    return List.copyOf(leaks);
  }

  synchronized void clear() {
    entries.clear();
    unknown.clear();
    leaks.clear();
  }

  synchronized void note(Instant at, Exchange exchange) {
    add(JournalEntry.of(at, exchange));
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
    String text = "A query was sent for the unknown task " + taskId + ". Known tasks: " + known()
        + ". Accept it first.";
    synchronized (this) {
      if (unknown.size() < MAX_NAMED) {
        unknown.add(text);
      }
      noteRefused(at, taskId, "no such task");
    }
  }

  private String known() {
    int all = store.tasks().size();
    String named = store.tasks().stream()
        .map(task -> task.id().value())
        .sorted()
        .limit(MAX_NAMED)
        .collect(Collectors.joining(", "));
    if (all > MAX_NAMED) {
      return named + " and " + (all - MAX_NAMED) + " more";
    }
    return all == 0 ? "none" : named;
  }

  synchronized void noteLeak(String text) {
    if (leaks.size() < MAX_NAMED) {
      leaks.add(text);
    }
  }
}
