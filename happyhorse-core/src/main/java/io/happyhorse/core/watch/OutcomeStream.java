package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Supplies the outcomes of many waits in the order in which they end. */
final class OutcomeStream extends Spliterators.AbstractSpliterator<TaskOutcome> {
  private final TimeSource time;
  private final Consumer<TaskId> refuseCallbacks;
  private final Map<TaskId, TaskHandle> open = new LinkedHashMap<>();
  private final Queue<TaskOutcome> completed = new ArrayDeque<>();
  private @Nullable CompletableFuture<TaskOutcome> awaited;

  private OutcomeStream(int size, TimeSource time, Consumer<TaskId> refuseCallbacks) {
    super(size, Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.time = time;
    this.refuseCallbacks = refuseCallbacks;
  }

  static Stream<TaskOutcome> of(
      TaskWatcher watcher,
      Collection<TaskId> ids,
      WaitOptions wait,
      TimeSource time,
      Consumer<TaskId> refuseCallbacks) {
    Collection<TaskId> distinct = new LinkedHashSet<>(ids);
    OutcomeStream outcomes = new OutcomeStream(distinct.size(), time, refuseCallbacks);
    try {
      distinct.forEach(id -> outcomes.add(watcher.watch(id, wait)));
    } catch (RuntimeException refused) {
      outcomes.stop();
      throw refused;
    }
    return StreamSupport.stream(outcomes, false).onClose(outcomes::stop);
  }

  private void add(TaskHandle handle) {
    synchronized (open) {
      open.put(handle.taskId(), handle);
    }
    CompletableFuture<VideoTask> unused =
        handle.future().whenComplete((task, error) -> take(outcome(task, error)));
  }

  private static TaskOutcome outcome(@Nullable VideoTask task, @Nullable Throwable error) {
    if (task != null) {
      return new TaskOutcome.Finished(task);
    }
    if (error instanceof WaitException why) {
      return new TaskOutcome.GaveUp(why);
    }
    throw new IllegalStateException("A wait ended with an unexpected error.", error);
  }

  /** Adds the outcome of a wait, unless the stream was closed. */
  private void take(TaskOutcome outcome) {
    CompletableFuture<TaskOutcome> waiting = null;
    synchronized (open) {
      if (open.remove(outcome.taskId()) != null) {
        waiting = awaited;
        awaited = null;
        if (waiting == null) {
          completed.add(outcome);
        }
      }
    }
    if (waiting != null) {
      waiting.complete(outcome);
    }
  }

  @Override
  public boolean tryAdvance(Consumer<? super TaskOutcome> action) {
    CompletableFuture<TaskOutcome> next = next();
    if (next == null) {
      return false;
    }
    action.accept(await(next));
    return true;
  }

  /** Returns the next outcome, waiting for it if necessary; null if there are no more. */
  private @Nullable CompletableFuture<TaskOutcome> next() {
    synchronized (open) {
      TaskOutcome first = completed.poll();
      if (first != null) {
        return CompletableFuture.completedFuture(first);
      }
      awaited = open.isEmpty() ? null : new CompletableFuture<>();
      return awaited;
    }
  }

  private TaskOutcome await(CompletableFuture<TaskOutcome> next) {
    if (next.isDone()) {
      return next.join();
    }
    TaskId anyOpen = anyOpen();
    if (anyOpen != null) {
      refuseCallbacks.accept(anyOpen);
    }
    try {
      return time.await(next);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      giveUp();
      return next.join();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Ends all remaining waits, each with its own error. */
  private void giveUp() {
    for (TaskHandle handle : open()) {
      take(new TaskOutcome.GaveUp(handle.interrupted()));
    }
  }

  private @Nullable TaskId anyOpen() {
    synchronized (open) {
      return open.isEmpty() ? null : open.keySet().iterator().next();
    }
  }

  private Collection<TaskHandle> open() {
    synchronized (open) {
      return List.copyOf(open.values());
    }
  }

  private void stop() {
    open().forEach(TaskHandle::stop);
  }
}
