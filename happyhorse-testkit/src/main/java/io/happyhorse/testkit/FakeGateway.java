package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import java.time.Duration;

/**
 * A gateway that follows scripts, over HTTP or in memory. Thread-safe.
 */
public abstract sealed class FakeGateway implements AutoCloseable
    permits FakeHappyHorse, InMemoryTaskQuery {
  final GatewayStore store;

  FakeGateway(GatewayStore store) {
    this.store = store;
  }

  /**
   * Accepts a task as if it had been submitted, and returns its new id.
   *
   * @param script the states of the task, which begin now
   */
  public final TaskId accept(TaskScript script) {
    return store.accept(store.newId(), script);
  }

  /**
   * Accepts a task with a given id.
   *
   * @param script the states of the task, which begin now
   * @throws IllegalArgumentException if a task with this id exists
   */
  public final TaskId accept(TaskId id, TaskScript script) {
    return store.accept(id, script);
  }

  /**
   * Accepts every unknown id when it is first queried, instead of responding that the task does not exist.
   *
   * @param script the states of each task, which begin with its first query
   */
  public final void acceptAnyId(TaskScript script) {
    store.acceptAnyId(script);
  }

  /**
   * Applies a fault to a random share of all queries. Faults of a script take precedence. On a virtual time, the same seed selects the
   * same queries. They are identified by the number of the task and the number of the query, so the order of the queries does not
   * matter.
   *
   * @param share the share, from 0 (none) to 1 (all)
   * @throws IllegalArgumentException if the share is less than 0 or more than 1
   */
  public final void onShareOfQueries(double share, Fault fault) {
    store.faults.onShare(share, fault);
  }

  /**
   * Applies a fault to all queries for a while, beginning now. Faults of a script take precedence.
   *
   * @param span the duration, in the gateway's time
   */
  public final void during(Duration span, Fault fault) {
    store.faults.during(store.time.instant(), span, fault);
  }

  /**
   * Removes all tasks, faults, requests and submissions, for a gateway that serves several tests in turn. Later queries for a removed
   * task receive the response that it does not exist, and are not recorded in the journal.
   */
  public final void clear() {
    store.clear();
  }

  /**
   * Sets the script of tasks that are submitted from now on. Default: queued for 20 s, running for 90 s, then SUCCESS.
   *
   * @param script the states of each task, which begin when it is accepted
   */
  public final void onSubmission(TaskScript script) {
    store.submissions.follow(script);
  }

  /**
   * Applies a fault to one submission.
   *
   * @param number the number of the submission, counted from 1
   */
  public final void onSubmission(int number, SubmitFault fault) {
    store.submissions.on(number, fault);
  }

  /**
   * Applies a fault to a random share of all submissions. Faults of {@link #onSubmission(int, SubmitFault)} take precedence. On a
   * virtual time, the same seed selects the same submissions.
   *
   * @param share the share, from 0 (none) to 1 (all)
   */
  public final void onShareOfSubmissions(double share, SubmitFault fault) {
    store.submissions.onShare(share, fault);
  }

  /** {@return the submissions and the charges, as a live view} */
  public final Ledger ledger() {
    return store.ledger;
  }

  /** {@return the time source of the gateway, as given at the start} */
  public final TimeSource time() {
    return store.time;
  }

  /** {@return the journal of all queries, as a live view} */
  public final Journal journal() {
    return store.journal;
  }

  /**
   * Returns the watcher of this gateway. It polls the same tasks in memory, in the gateway's time, with the default settings, so a
   * test of code that waits needs no adapter. To test over HTTP, build a watcher over the adapter.
   *
   * @return the watcher, the same for every call; {@link #close()} closes it
   */
  public final TaskWatcher watcher() {
    return store.watcher.get();
  }

  /**
   * Returns a builder for a watcher like {@link #watcher()} with other settings.
   *
   * @return a builder with the gateway in memory and its time source; the caller closes the watcher
   */
  public final TaskWatcherBuilder watcherBuilder() {
    return store.watcher.builder();
  }

  /** Closes the watcher that {@link #watcher()} has returned, if any. A gateway in memory has no other resources. */
  @Override
  public void close() {
    store.watcher.close();
  }
}
