package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One wait for one task; created by {@link TaskWatcher#watch(TaskId, WaitOptions)}. Thread-safe.
 *
 * <p>Each handle has its own deadline, listener and future. Handles of one task share its polls; ending one
 * handle does not affect the others.
 */
public final class TaskHandle {
  private final HandleFuture future;

  TaskHandle(HandleFuture future) {
    this.future = future;
  }

  /** {@return the id of the task} */
  public TaskId taskId() {
    return openWait().task.id;
  }

  /**
   * Returns the future of this wait. It completes on the callback executor: with the task on SUCCESS (with a link) or FAILURE, or with a
   * {@link WaitException}.
   *
   * <p>Cancelling or completing the future ends this handle only. Cancelling a dependent stage has no effect on the wait.
   *
   * <p>{@code join}, {@code get}, {@code orTimeout} and {@code completeOnTimeout} of the future and its stages use the watcher's
   * time source, so they work on virtual time. On the callback thread {@code join} and {@code get} throw an {@link
   * IllegalStateException}.
   *
   * @return always the same future
   */
  public CompletableFuture<VideoTask> future() {
    return future.exposed();
  }

  /**
   * Returns a future of several tasks. Unlike {@code CompletableFuture.allOf}, it uses the watcher's time source.
   *
   * @param handles handles of the same watcher
   * @return a future that completes when all of them have ended: with their tasks in the order of {@code handles}, or, if any has
   *     ended with an error, with that error
   */
  public static CompletableFuture<List<VideoTask>> allOf(Collection<TaskHandle> handles) {
    List<CompletableFuture<VideoTask>> futures =
        handles.stream().map(TaskHandle::future).toList();
    CompletableFuture<Void> all =
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    CompletableFuture<Void> timed = futures.isEmpty()
        ? all
        : futures.get(0).handle((task, error) -> true).thenCompose(ended -> all);
    return timed.thenApply(
        nothing -> futures.stream().map(CompletableFuture::join).toList());
  }

  /**
   * Returns the last observation.
   *
   * @return the last observation; null if there is none. To save memory, the observation of a pending task has no upstream report
   */
  public @Nullable VideoTask current() {
    return openWait().task.state().lastObservation();
  }

  /**
   * Blocks until the task has ended.
   *
   * @return the task on SUCCESS, with its link, or on FAILURE
   * @throws WaitException if the wait ends before the task; the stack trace is that of the calling thread. An interrupt of the calling
   *     thread ends the wait, too, and the interrupt flag is set. If a caller cancelled the future or completed it exceptionally, the
   *     exception is a {@link WaitStoppedException}, and that error is suppressed in it
   * @throws IllegalStateException if called by a listener or a stage of a future, on the thread that would end the wait
   */
  public VideoTask join() {
    if (!future.isDone()) {
      control().refuseCallbacks(taskId());
    }
    try {
      return control().time().await(future);
    } catch (ExecutionException failed) {
      Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
      throw cause instanceof WaitException error
          ? JoinErrors.onThisThread(error)
          : stoppedBy(cause);
    } catch (CancellationException cancelled) {
      throw stoppedBy(cancelled);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /** Ends this wait with a {@link WaitStoppedException}, unless it has ended. The task is not affected. */
  public void stop() {
    control().end(openWait(), WaitStoppedException::new);
  }

  /** Returns the error of a wait whose future was cancelled or completed exceptionally by a caller. */
  private WaitStoppedException stoppedBy(Throwable outside) {
    WaitStoppedException stopped = new WaitStoppedException(control().details(openWait()));
    stopped.addSuppressed(outside);
    return stopped;
  }

  /** Ends this wait because the waiting thread was interrupted, and returns that error. */
  WaitInterruptedException interrupted() {
    WaitInterruptedException error = new WaitInterruptedException(control().details(openWait()));
    control().end(openWait(), details -> error);
    return error;
  }

  private WaitControl control() {
    return future.control();
  }

  private OpenWait openWait() {
    return future.openWait();
  }

  /** Returns the task's id and the last observation. */
  @Override
  public String toString() {
    VideoTask seen = current();
    return "TaskHandle[" + (seen == null ? taskId() + " not observed yet" : seen) + "]";
  }
}
