package io.happyhorse.examples.cli;

import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Matches requests with the entries of an outbox: the first of equal requests belongs to the first entry, and so on. Withdrawn entries
 * do not count, since no task exists: their requests may be submitted again. An entry with an unknown outcome counts.
 */
final class OutboxPlan {
  private final Map<String, Queue<OutboxEntry>> known = new HashMap<>();

  /** The number of entries per request that this process has read or written. */
  private final Map<String, Integer> recorded = new HashMap<>();

  private OutboxPlan() {}

  static OutboxPlan of(@Nullable OutboxFile outbox) throws IOException {
    OutboxPlan plan = new OutboxPlan();
    for (OutboxEntry entry : outbox == null ? List.<OutboxEntry>of() : outbox.entries()) {
      if (entry.state() != OutboxEntry.State.WITHDRAWN) {
        plan.known
            .computeIfAbsent(entry.requestDigest(), digest -> new ArrayDeque<>())
            .add(entry);
        plan.note(entry.requestDigest());
      }
    }
    return plan;
  }

  private void note(String digest) {
    recorded.merge(digest, 1, Integer::sum);
  }

  /** Records that this process has submitted a request. */
  void noteSubmitted(VideoRequest request) {
    note(request.digest());
  }

  /**
   * Returns whether the outbox has more entries for a request than this process knows of: those in {@code recorded}, and the intent
   * that it has just written. Another process has then recorded the same request.
   */
  boolean isContested(VideoRequest request, List<OutboxEntry> entries) {
    String digest = request.digest();
    long all = entries.stream()
        .filter(entry -> entry.requestDigest().equals(digest))
        .filter(entry -> entry.state() != OutboxEntry.State.WITHDRAWN)
        .count();
    return all > recorded.getOrDefault(digest, 0) + 1;
  }

  /** Returns and removes the entry of a request; null if the request must be submitted. */
  @Nullable
  OutboxEntry take(VideoRequest request) {
    Queue<OutboxEntry> entries = known.get(request.digest());
    return entries == null ? null : entries.poll();
  }
}
