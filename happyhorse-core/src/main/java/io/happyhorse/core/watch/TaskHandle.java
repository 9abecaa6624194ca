package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One wait for one task; made by {@link TaskWatcher#watch(TaskId, WaitOptions)}. Thread-safe.
 *
 * <p>Each handle has its own deadline, listener and future. Handles of one task share its polls, and what ends one handle leaves
 * the others alone.
 */
public final class TaskHandle extends HeapEntry {
  static final long ENDLESS = Long.MAX_VALUE;
  static final long LONGEST_MARGIN = TimeUnit.SECONDS.toNanos(5);
  private static final int MARGIN_SHARE = 10;

  final WatchedTask loop;
  final @Nullable TaskListener listener;
  final long since;
  final HandleFuture future = new HandleFuture(this);

  /** The next handle of the same loop; guarded by the engine's lock. */
  @Nullable
  TaskHandle next;

  /** Whether its end is decided; guarded by the engine's lock. */
  boolean ended;

  private final Engine engine;
  private final long timeout;
  private final int pollsBefore;
  private @Nullable Queue<Runnable> callbacks;

  TaskHandle(Engine engine, WatchedTask loop, long now, WaitOptions wait) {
    this.engine = engine;
    this.loop = loop;
    this.since = now;
    this.timeout = wait.timeoutNanos();
    this.listener = wait.listener();
    this.pollsBefore = loop.polls;
  }

  /**
   * Returns the task that is waited for.
   *
   * @return its id
   */
  public TaskId taskId() {
    return loop.id;
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
    return loop.standing;
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
    return engine.join(this);
  }

  /** Ends this wait with a {@link WaitStoppedException}, unless it has ended. The task goes on at the gateway. */
  public void stop() {
    engine.end(this, WaitStoppedException::new);
  }

  /** Ends this wait because the thread that waits for it was interrupted, and returns the error that says so. */
  WaitInterruptedException interrupted() {
    return engine.interrupted(this);
  }

  /** Fails the future at once, as the last resort of closing. */
  void failNow() {
    future.fail(new WatcherClosedException(details()));
  }

  WaitDetails details() {
    return engine.details(this);
  }

  void completedFromOutside() {
    engine.forget(this);
  }

  TimeSource time() {
    return engine.time();
  }

  void refuseCallbacks() {
    engine.refuseCallbacks(taskId());
  }

  long timeout() {
    return timeout;
  }

  long deadline() {
    return timeout >= ENDLESS - since ? ENDLESS : since + timeout;
  }

  /** Returns when the last poll before the deadline is due: the deadline less 5 s, or less a tenth of a short timeout. */
  long lastPoll() {
    return deadline() == ENDLESS
        ? ENDLESS
        : deadline() - Math.min(LONGEST_MARGIN, timeout / MARGIN_SHARE);
  }

  int polls() {
    return loop.polls - pollsBefore;
  }

  /**
   * Adds a callback to run after those before it.
   *
   * @return whether somebody must be asked to {@link #runCallbacks run} them
   */
  synchronized boolean add(Runnable callback) {
    Queue<Runnable> waiting = callbacks;
    if (waiting == null) {
      waiting = new ArrayDeque<>(2);
    }
    boolean idle = callbacks == null;
    callbacks = waiting;
    return waiting.add(callback) && idle;
  }

  void runCallbacks() {
    for (Runnable callback = nextCallback(); callback != null; callback = nextCallback()) {
      CallbackExecutor.runHarmlessly(callback);
    }
  }

  private synchronized @Nullable Runnable nextCallback() {
    Runnable next = callbacks == null ? null : callbacks.poll();
    if (next == null) {
      callbacks = null;
    }
    return next;
  }

  /** Returns the task's id and what was seen of it last. */
  @Override
  public String toString() {
    VideoTask seen = loop.standing;
    return "TaskHandle[" + (seen == null ? taskId() + " never seen" : seen) + "]";
  }
}
