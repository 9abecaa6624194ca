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
 * Which requests an outbox knows already: the first of equal requests is that of the first entry, and so on. Entries that brought no
 * task do not count, so their requests may be submitted again.
 */
final class OutboxPlan {
  private final Map<String, Queue<OutboxEntry>> known = new HashMap<>();

  private OutboxPlan() {}

  static OutboxPlan of(@Nullable OutboxFile outbox) throws IOException {
    OutboxPlan plan = new OutboxPlan();
    for (OutboxEntry entry : outbox == null ? List.<OutboxEntry>of() : outbox.entries()) {
      if (entry.state() != OutboxEntry.State.WITHDRAWN) {
        plan.known
            .computeIfAbsent(entry.requestDigest(), digest -> new ArrayDeque<>())
            .add(entry);
      }
    }
    return plan;
  }

  /** Returns the entry of a request, and forgets it; null if the request is to be submitted. */
  @Nullable
  OutboxEntry take(VideoRequest request) {
    Queue<OutboxEntry> entries = known.get(request.digest());
    return entries == null ? null : entries.poll();
  }
}
