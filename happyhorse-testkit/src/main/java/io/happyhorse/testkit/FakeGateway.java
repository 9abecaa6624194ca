package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import java.time.Duration;

/**
 * A gateway that does what its scripts say: over HTTP, or in memory. Thread-safe.
 */
public abstract sealed class FakeGateway implements AutoCloseable
    permits FakeHappyHorse, InMemoryTaskQuery {
  final GatewayStore store;

  FakeGateway(GatewayStore store) {
    this.store = store;
  }

  /**
   * Accepts a task under a new id, as creating one would.
   *
   * @param script what becomes of it, beginning now
   * @return its id
   */
  public final TaskId accept(TaskScript script) {
    return store.accept(store.newId(), script);
  }

  /**
   * Accepts a task under an id of the caller's choice.
   *
   * @param id the id
   * @param script what becomes of it, beginning now
   * @return the same id
   * @throws IllegalArgumentException if there is a task of this id already
   */
  public final TaskId accept(TaskId id, TaskScript script) {
    return store.accept(id, script);
  }

  /**
   * Accepts a task under every id that is asked for and not known yet, instead of saying that there is none.
   *
   * @param script what becomes of it, beginning with its first query
   */
  public final void acceptAnyId(TaskScript script) {
    store.acceptAnyId(script);
  }

  /**
   * Lets something happen to a share of all queries, each drawn by itself; what a script says of its queries comes first. On a
   * virtual time the same seed strikes the same queries: the n-th of the m-th task that was accepted, in whatever order they come.
   *
   * @param share from 0 for none to 1 for all
   * @param fault what happens to them
   * @throws IllegalArgumentException if the share is less than 0 or more than 1
   */
  public final void onShareOfQueries(double share, Fault fault) {
    store.troubles.onShare(share, fault);
  }

  /**
   * Lets something happen to all queries for a while, from now on; what a script says of its queries comes first.
   *
   * @param span how long, in the gateway's time
   * @param fault what happens to them
   */
  public final void during(Duration span, Fault fault) {
    store.troubles.during(store.time.instant(), span, fault);
  }

  /**
   * Forgets all tasks, faults, requests and submissions, for a gateway that serves several tests in turn. What still asks for a task of before is
   * told that there is none, and is in no journal.
   */
  public final void clear() {
    store.clear();
  }

  /**
   * Sets what becomes of tasks that are submitted from now on. Default: queued for 20 s, running for 90 s, then SUCCESS.
   *
   * @param script what becomes of each, beginning with its acceptance
   */
  public final void onSubmission(TaskScript script) {
    store.submissions.follow(script);
  }

  /**
   * Lets something happen to one request that creates a task.
   *
   * @param number which one, counted from 1
   * @param fault what happens to it
   */
  public final void onSubmission(int number, SubmitFault fault) {
    store.submissions.on(number, fault);
  }

  /**
   * Lets something happen to a share of all requests that create tasks, but for those that {@link #onSubmission(int, SubmitFault)}
   * names. On a virtual time the same seed strikes the same requests.
   *
   * @param share from 0 for none to 1 for all
   * @param fault what happens to them
   */
  public final void onShareOfSubmissions(double share, SubmitFault fault) {
    store.submissions.onShare(share, fault);
  }

  /**
   * Returns the requests that create tasks, and what was billed.
   *
   * @return a live view
   */
  public final Ledger ledger() {
    return store.ledger;
  }

  /**
   * Returns the time that the scripts pass in.
   *
   * @return the time given at the start
   */
  public final TimeSource time() {
    return store.time;
  }

  /**
   * Returns what has been asked so far.
   *
   * @return a view that follows the gateway
   */
  public final Journal journal() {
    return store.journal;
  }

  /**
   * Returns the watcher of this gateway: it polls the same tasks in memory, in the gateway's time, with the defaults. A test of code
   * that waits needs no adapter then; a test of HTTP builds a watcher over its adapter instead.
   *
   * @return the same watcher for every call; {@link #close()} closes it
   */
  public final TaskWatcher watcher() {
    return store.watcher();
  }

  /**
   * Starts a watcher like {@link #watcher()}, with other settings.
   *
   * @return a builder that has the gateway in memory and its time; the caller closes what it builds
   */
  public final TaskWatcherBuilder watcherBuilder() {
    return store.watcherBuilder();
  }

  /** Closes the watcher that {@link #watcher()} has returned, if there is one. A gateway in memory holds nothing else. */
  @Override
  public void close() {
    store.closeWatcher();
  }
}
