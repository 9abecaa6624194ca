package io.happyhorse.core.watch;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The open waits of a stream, and the outcomes of ended ones that the stream has not supplied yet. Thread-safe. */
final class OutcomeQueue {
  private final Map<TaskId, TaskHandle> open = new LinkedHashMap<>();
  private final Queue<TaskOutcome> completed = new ArrayDeque<>();
  private @Nullable CompletableFuture<TaskOutcome> awaited;

  synchronized void add(TaskHandle handle) {
    open.put(handle.taskId(), handle);
  }

  /** Adds the outcome of an open wait; any other is ignored. */
  void put(TaskOutcome outcome) {
    CompletableFuture<TaskOutcome> consumer = enqueue(outcome);
    if (consumer != null) {
      consumer.complete(outcome);
    }
  }

  /** Returns the future that the outcome completes; null if nothing awaits it. */
  private synchronized @Nullable CompletableFuture<TaskOutcome> enqueue(TaskOutcome outcome) {
    if (open.remove(outcome.taskId()) == null) {
      return null;
    }
    CompletableFuture<TaskOutcome> consumer = awaited;
    awaited = null;
    if (consumer == null) {
      completed.add(outcome);
    }
    return consumer;
  }

  /** Returns the next outcome, which may be a future one; null if there are no more. */
  synchronized @Nullable CompletableFuture<TaskOutcome> next() {
    TaskOutcome first = completed.poll();
    if (first != null) {
      return CompletableFuture.completedFuture(first);
    }
    awaited = open.isEmpty() ? null : new CompletableFuture<>();
    return awaited;
  }

  /** Returns a task whose wait is open; null if there is none, or if an outcome is available. */
  synchronized @Nullable TaskId anyAwaited() {
    return completed.isEmpty() && !open.isEmpty() ? open.keySet().iterator().next() : null;
  }

  synchronized Collection<TaskHandle> open() {
    return List.copyOf(open.values());
  }
}
