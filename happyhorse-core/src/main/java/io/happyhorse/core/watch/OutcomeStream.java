package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.util.Collection;
import java.util.LinkedHashSet;
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
  private final OutcomeQueue outcomes = new OutcomeQueue();

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
    OutcomeStream stream = new OutcomeStream(distinct.size(), time, refuseCallbacks);
    try {
      distinct.forEach(id -> stream.add(watcher.watch(id, wait)));
    } catch (RuntimeException refused) {
      stream.stop();
      throw refused;
    }
    return StreamSupport.stream(stream, false).onClose(stream::stop);
  }

  private void add(TaskHandle handle) {
    outcomes.add(handle);
    CompletableFuture<VideoTask> unused =
        handle.future().whenComplete((task, error) -> outcomes.put(outcome(task, error)));
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

  @Override
  public boolean tryAdvance(Consumer<? super TaskOutcome> action) {
    TaskId awaited = outcomes.anyAwaited();
    if (awaited != null) {
      refuseCallbacks.accept(awaited);
    }
    CompletableFuture<TaskOutcome> next = outcomes.next();
    if (next == null) {
      return false;
    }
    action.accept(await(next));
    return true;
  }

  private TaskOutcome await(CompletableFuture<TaskOutcome> next) {
    if (next.isDone()) {
      return next.join();
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
    for (TaskHandle handle : outcomes.open()) {
      outcomes.put(new TaskOutcome.GaveUp(handle.interrupted()));
    }
  }

  private void stop() {
    outcomes.open().forEach(TaskHandle::stop);
  }
}
