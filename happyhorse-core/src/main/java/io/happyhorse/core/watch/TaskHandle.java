package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One wait for one task; made by {@link TaskWatcher#watch(TaskId, WaitOptions)}. Thread-safe.
 *
 * <p>Each handle has its own deadline, listener and future. Handles of one task share its polls, and what ends one handle leaves
 * the others alone.
 */
public final class TaskHandle {
  private final HandleFuture future;

  TaskHandle(HandleFuture future) {
    this.future = future;
  }

  /**
   * Returns the task that is waited for.
   *
   * @return its id
   */
  public TaskId taskId() {
    return openWait().task.id;
  }

  /**
   * Returns the future of the task's end. It completes on the callback executor, with the task on SUCCESS (with its link) or
   * FAILURE, or with a {@link WaitException}.
   *
   * <p>Cancelling or completing it from outside ends this handle and no other. Cancelling a stage that depends on it stops nothing.
   *
   * <p>Waits for it and for its stages, {@code orTimeout} and {@code completeOnTimeout} pass in the watcher's time, so they end in a
   * test on virtual time as well. A callback cannot wait for it: {@code join()} and {@code get()} then throw an
   * {@link IllegalStateException}.
   *
   * @return always the same future
   */
  public CompletableFuture<VideoTask> future() {
    return future.exposed();
  }

  /**
   * Returns a future of the ends of several tasks. Unlike that of {@code CompletableFuture.allOf}, waits for it pass in the watcher's
   * time.
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
   * Returns what was seen of the task last.
   *
   * @return the last observation, or null if there has been none; of a task that goes on, for memory's sake, without what the
   *     upstream said, which only listeners hear
   */
  public @Nullable VideoTask current() {
    return openWait().task.state.lastObservation();
  }

  /**
   * Waits for the task's end on the calling thread.
   *
   * @return the task on SUCCESS, with its link, or on FAILURE
   * @throws WaitException if the wait ends without that; an interrupt of the calling thread ends it, too, and leaves the
   *     thread's interrupt flag set. If the future was cancelled, or completed with another error, from outside, it is a
   *     {@link WaitStoppedException} that has suppressed what says so
   * @throws IllegalStateException if a listener or a stage of a future calls it, whose thread is the one that would end it
   */
  public VideoTask join() {
    if (!future.isDone()) {
      control().refuseCallbacks(taskId());
    }
    try {
      return control().time().await(future);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof WaitException error ? error : stoppedBy(failed);
    } catch (CancellationException cancelled) {
      throw stoppedBy(cancelled);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  /** Ends this wait with a {@link WaitStoppedException}, unless it has ended. The task goes on at the gateway. */
  public void stop() {
    control().end(openWait(), WaitStoppedException::new);
  }

  /** Returns the error of a wait whose future was cancelled, or completed with an error, from outside. */
  private WaitStoppedException stoppedBy(Throwable outside) {
    WaitStoppedException stopped = new WaitStoppedException(control().details(openWait()));
    stopped.addSuppressed(outside);
    return stopped;
  }

  /** Ends this wait because the thread that waits for it was interrupted, and returns the error that says so. */
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

  /** Returns the task's id and what was seen of it last. */
  @Override
  public String toString() {
    VideoTask seen = current();
    return "TaskHandle[" + (seen == null ? taskId() + " never seen" : seen) + "]";
  }
}
