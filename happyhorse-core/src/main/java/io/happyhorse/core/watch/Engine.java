package io.happyhorse.core.watch;

import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all waits of a watcher going: who is asked when, by whom, and what follows from the answer.
 *
 * <p>One lock guards everything here. What is to run outside of it, polls and callbacks, is put into the outbox while it is held
 * and begun when it has been given back. Times are ticks since the engine was made.
 */
final class Engine {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long WRITE_OFF_AFTER = 5 * SECOND;
  private static final int WEB_PAGES = 3;
  private static final int MOST_POLLS_IN_AVERAGE = 100;
  /** How long each of the four steps of closing takes at most. */
  private static final Duration CLOSING_STEP_TAKES = Duration.ofMillis(1_200);

  private static final long SHORTEST_QUESTION = TimeUnit.MILLISECONDS.toNanos(1);

  private final TaskQueryPort tasks;
  private final @Nullable URI gateway;
  private final TimeSource time;
  private final long start;
  private final int maxInFlight;
  private final Duration givesUpAfter;
  private final RequestThrottle throttle;
  private final Planner planner;
  private final PollExecutor workers;
  private final CallbackExecutor callbacks;
  private final @Nullable WatcherListener watcherListener;
  private final Timer timer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TaskId, WatchedTask> loops = new HashMap<>();
  private final PollQueue agenda = new PollQueue();
  private final Heap<TaskHandle> deadlines = new Heap<>(true);
  private final Heap<Poll> overduePolls = new Heap<>(true);
  private List<Runnable> outbox = new ArrayList<>();
  private int inFlight;

  /** How long the latest polls took on average. */
  private long pollTakes;

  private int pollsInAverage;

  private int writtenOff;
  private long alarmAt = NEVER;
  private boolean everAnswered;
  private int webPagesInARow;
  private boolean toldOfLongRound;
  private boolean closed;

  Engine(TaskWatcherBuilder settings) {
    tasks = settings.tasks();
    gateway = tasks.origin();
    time = settings.time();
    start = time.nanoTime();
    maxInFlight = settings.maxInFlight();
    givesUpAfter = settings.givesUpAfter();
    throttle = new RequestThrottle(settings.ratePerSecond());
    planner = new Planner(settings.schedule(), time, this::tell);
    workers = new PollExecutor(settings.pollExecutor(), maxInFlight);
    callbacks = new CallbackExecutor(settings.callbackExecutor());
    watcherListener = settings.listener();
    timer = time.timer("happyhorse-timer", this::ring);
  }

  private long now() {
    return time.nanoTime() - start;
  }

  TimeSource time() {
    return time;
  }

  TaskHandle watch(TaskId id, WaitOptions wait) {
    return atWork(() -> {
      long now = now();
      WatchedTask running = loops.get(id);
      WatchedTask loop = running == null ? new WatchedTask(id, now) : running;
      loop.kind = loop.kind == null ? wait.kind() : loop.kind;
      TaskHandle handle = new TaskHandle(this, loop, now, wait);
      if (closed) {
        throw new WatcherClosedException(details(handle, now));
      }
      loop.add(handle);
      deadlines.add(handle, handle.deadline());
      if (running == null) {
        loops.put(id, loop);
        plan(loop, wait.isFresh() ? firstInterval(loop, now) : 0, now);
      } else {
        welcome(handle, wait.isFresh(), now);
      }
      tellOfLongRound(handle, now);
      return handle;
    });
  }

  private long firstInterval(WatchedTask loop, long now) {
    return planner.interval(loop, planner.context(loop, null, now));
  }

  /** Lets a handle join a running loop: it hears what stands, and its own first or last poll is planned. */
  private void welcome(TaskHandle handle, boolean isFresh, long now) {
    WatchedTask loop = handle.loop;
    VideoTask standing = loop.standing;
    if (standing != null) {
      tell(
          handle,
          new TaskObservation(standing, TaskTransition.between(null, standing), 0, Duration.ZERO));
    }
    if (loop.inFlight == null) {
      long planned = loop.polls == 0 && !isFresh ? now : loop.due;
      plan(loop, Math.max(0, planned - now), now);
    }
  }

  /** Plans the next poll after an interval, or as the last one before a deadline if that is earlier. */
  private void plan(WatchedTask loop, long interval, long now) {
    loop.due = loop.notAfterLastPoll(interval < NEVER - now ? now + interval : NEVER, now);
    agenda.put(loop, loop.due);
  }

  private void tellOfLongRound(TaskHandle handle, long now) {
    long byPlaces = loops.size() * pollTakes / maxInFlight;
    long round = throttle.pauseLeft(now) + Math.max(round(now), byPlaces);
    if (!toldOfLongRound && round > handle.timeout()) {
      toldOfLongRound = true;
      tell(new WatcherEvent.RoundExceedsTimeout(
          loops.size(), Duration.ofNanos(round), Duration.ofNanos(handle.timeout())));
    }
  }

  /** Returns how long it takes to ask every task once, as fast as the throttle allows. */
  private long round(long now) {
    return throttle.timeFor(loops.size(), now);
  }

  private void ring() {
    atWork(() -> {
      alarmAt = NEVER;
      return timer;
    });
  }

  /** Begins every poll that is due and may be begun, and sets the timer for what comes next. */
  private void dispatch() {
    long now = now();
    endHandlesAtTheirDeadline(now);
    dealWithStragglers(now);
    while (inFlight < maxInFlight && throttle.opensAt() <= now) {
      WatchedTask next = agenda.next(now);
      if (next == null) {
        break;
      }
      begin(next, now);
      now = now();
    }
    setAlarm(now);
  }

  private void setAlarm(long now) {
    long next = Math.min(deadlines.firstAt(), overduePolls.firstAt());
    if (inFlight < maxInFlight) {
      long due = agenda.peek(now) == null ? agenda.nextDue() : now;
      next = Math.min(next, due == NEVER ? NEVER : Math.max(due, throttle.opensAt()));
    }
    if (next < alarmAt) {
      alarmAt = next;
      timer.set(start + next);
    }
  }

  private void begin(WatchedTask loop, long now) {
    loop.polls++;
    inFlight++;
    throttle.pass(now);
    long left = Math.max(SHORTEST_QUESTION, loop.latestDeadline() - now);
    Duration within = left < TaskQueryPort.DEFAULT_WITHIN.toNanos()
        ? Duration.ofNanos(left)
        : TaskQueryPort.DEFAULT_WITHIN;
    Poll poll = new Poll(this, loop, now, within, time.begin(loop));
    loop.inFlight = poll;
    overduePolls.add(poll, now + within.toNanos() + WRITE_OFF_AFTER);
    outbox.add(() -> hand(poll));
  }

  @SuppressWarnings(
      "CatchingUnchecked") // whatever keeps a poll from running must not lose its task
  private void hand(Poll poll) {
    try {
      workers.execute(poll);
    } catch (Throwable refused) {
      settle(poll, null, portFailed(poll, "the poll executor refuses work", refused));
    }
  }

  /** Asks one question on a worker's thread. */
  @SuppressWarnings("CatchingUnchecked") // a port's defect must not lose a task
  void run(Poll poll) {
    poll.activity.bindToCurrentThread();
    if (!tookOff(poll)) {
      settle(poll, null, null);
      return;
    }
    VideoTask task = null;
    QueryException error = null;
    try {
      VideoTask answer = tasks.query(poll.loop.id, poll.within);
      if (answer.id().equals(poll.loop.id)) {
        task = answer;
      } else {
        error = anotherTask(poll, answer);
      }
    } catch (QueryException failed) {
      error = failed;
    } catch (Throwable defect) {
      error = portFailed(poll, "the port failed with " + defect.getClass().getName(), defect);
    }
    settle(poll, task, error);
  }

  private boolean tookOff(Poll poll) {
    lock.lock();
    try {
      boolean takesOff = poll.takeOff();
      if (takesOff) {
        throttle.sent(now());
      }
      return takesOff;
    } finally {
      lock.unlock();
    }
  }

  private QueryException portFailed(Poll poll, String problem, Throwable cause) {
    return new NetworkException(problem, details(poll), cause);
  }

  private QueryException anotherTask(Poll poll, VideoTask task) {
    return new MalformedResponseException(
        "it is about another task, " + task.id(), details(poll), null);
  }

  private QueryDetails details(Poll poll) {
    return new QueryDetails(poll.loop.id, gateway, null, null, 1, null, null);
  }

  /** Takes in what a poll has brought: an answer, an error, or, if it was abandoned before it began, nothing. */
  private void settle(Poll poll, @Nullable VideoTask task, @Nullable QueryException error) {
    atWork(() -> {
      long now = now();
      poll.land();
      overduePolls.remove(poll);
      withdrawUnlessSent(poll);
      inFlight -= poll.writtenOff ? 0 : 1;
      if (task != null) {
        throttle.charge(task.attempts() - 1, now);
        throttle.answered(poll.begunAt, now);
        everAnswered = true;
      } else if (error != null) {
        throttle.charge(Math.max(0, error.details().attempts() - 1), now);
        heed(error, poll.begunAt, now);
        webPagesInARow = GiveUpPolicy.isWebPage(error) ? webPagesInARow + 1 : 0;
      }
      if (!poll.abandoned) {
        pollsInAverage = Math.min(pollsInAverage + 1, MOST_POLLS_IN_AVERAGE);
        pollTakes += (now - poll.begunAt - pollTakes) / pollsInAverage;
        poll.loop.inFlight = null;
        takeIn(poll.loop, task, error, now);
      }
      return poll;
    });
    poll.activity.close();
  }

  /** Frees the place in the rate of a poll that no thread has begun. */
  private void withdrawUnlessSent(Poll poll) {
    if (!poll.sent) {
      poll.sent = true;
      throttle.withdrawn();
    }
  }

  private void heed(QueryException error, long sentAt, long now) {
    boolean pauses = throttle.failed(error, sentAt, now);
    Duration asked = error.retryAfter();
    if (asked != null && asked.compareTo(RequestThrottle.LONGEST_RETRY_AFTER) > 0) {
      tell(new WatcherEvent.RetryAfterCapped(asked, RequestThrottle.LONGEST_RETRY_AFTER));
    }
    if (pauses) {
      tell(new WatcherEvent.Paused(Duration.ofNanos(throttle.pauseLeft(now))));
    }
  }

  private void takeIn(
      WatchedTask loop, @Nullable VideoTask task, @Nullable QueryException error, long now) {
    if (task != null) {
      answered(loop, task, now);
    } else if (error != null) {
      failed(loop, error, now);
    }
    if (loop.handles != null) {
      PollContext context = planner.context(loop, hint(error), now);
      long interval = Math.max(planner.interval(loop, context), stretch(loop, now));
      plan(loop, loop.nudged ? 0 : interval, now);
      loop.nudged = false;
    }
  }

  /** Polls a task as soon as the throttle allows, once; tells whether it is waited for. */
  boolean nudge(TaskId id) {
    return atWork(() -> {
      WatchedTask loop = loops.get(id);
      if (loop != null && loop.inFlight == null) {
        plan(loop, 0, now());
      } else if (loop != null) {
        loop.nudged = true;
      }
      return loop != null;
    });
  }

  WatcherSnapshot snapshot() {
    return atWork(() -> {
      long now = now();
      Map<TaskStatus, Integer> byStatus = new EnumMap<>(TaskStatus.class);
      for (TaskStatus status : TaskStatus.values()) {
        byStatus.put(status, 0);
      }
      int due = 0;
      int seen = 0;
      for (WatchedTask loop : loops.values()) {
        due += loop.inFlight == null && loop.due <= now ? 1 : 0;
        VideoTask standing = loop.standing;
        if (standing != null) {
          seen++;
          byStatus.merge(standing.status(), 1, Integer::sum);
        }
      }
      return new WatcherSnapshot(
          loops.size(),
          due,
          inFlight,
          loops.size() - seen,
          Collections.unmodifiableMap(byStatus),
          throttle.rate(now),
          Duration.ofNanos(throttle.pauseLeft(now)));
    });
  }

  private static @Nullable Duration hint(@Nullable QueryException error) {
    Duration asked = error == null ? null : error.retryAfter();
    return asked == null || asked.compareTo(RequestThrottle.LONGEST_RETRY_AFTER) < 0
        ? asked
        : RequestThrottle.LONGEST_RETRY_AFTER;
  }

  /** Returns how long a round of all tasks takes; who asks more often gets ahead of nobody. A missing link is not kept waiting. */
  private long stretch(WatchedTask loop, long now) {
    VideoTask standing = loop.standing;
    return standing != null && standing.isSucceeded() ? 0 : round(now);
  }

  private void answered(WatchedTask loop, VideoTask task, long now) {
    TaskTransition step = TaskTransition.between(loop.standing, task);
    VideoTask standing = loop.see(step.standing(loop.standing, task), now);
    loop.lastError = null;
    loop.failedPolls = 0;
    observe(loop, null, now);
    if (loop.hasListeners()) {
      for (TaskHandle handle = loop.handles; handle != null; handle = handle.next) {
        tell(
            handle,
            new TaskObservation(task, step, handle.polls(), Duration.ofNanos(now - handle.since)));
      }
    }
    if (loop.hasOutcome()) {
      String kind = loop.kind;
      outbox.add(() -> planner.finished(standing, kind));
      endAll(loop, handle -> () -> handle.future.finish(standing));
    } else if (standing.isSucceeded() && loop.patience().endsWithoutLink()) {
      endAll(loop, handle -> failing(handle, new LinkMissingException(details(handle, now))));
    }
  }

  private void failed(WatchedTask loop, QueryException error, long now) {
    tell(new WatcherEvent.PollFailed(error));
    loop.failedPolls++;
    observe(loop, hint(error), now);
    boolean webPagesOnly = !everAnswered && webPagesInARow >= WEB_PAGES;
    QueryException last =
        loop.patience().endsAfter(error, now, loop.lastGood(), givesUpAfter, webPagesOnly);
    loop.lastError = last == null ? error : last;
    if (last != null) {
      endAll(loop, handle -> failing(handle, new WaitAbandonedException(details(handle, now))));
    }
  }

  private void endAll(WatchedTask loop, Function<TaskHandle, Runnable> ending) {
    TaskHandle handles = loop.handles;
    loop.handles = null;
    end(loop);
    for (TaskHandle handle = handles; handle != null; handle = handle.next) {
      handle.ended = true;
      deadlines.remove(handle);
      call(handle, ending.apply(handle));
    }
  }

  private void end(WatchedTask loop) {
    loops.remove(loop.id);
    agenda.remove(loop);
    abandon(loop.inFlight);
    if (!loop.hasOutcome()) {
      observe(loop, null, now());
    }
  }

  /** Lets the schedule know what is known, without the lock; before any callback that is added later. */
  private void observe(WatchedTask loop, @Nullable Duration hint, long now) {
    PollContext context = planner.context(loop, hint, now);
    outbox.add(() -> planner.observed(context));
  }

  /** Takes a handle out of its loop; the loop ends with its last handle. */
  private void detach(TaskHandle handle) {
    WatchedTask loop = handle.loop;
    handle.ended = true;
    deadlines.remove(handle);
    loop.remove(handle);
    if (loop.handles == null) {
      end(loop);
    }
  }

  private void abandon(@Nullable Poll poll) {
    if (poll != null) {
      poll.abandon();
      overduePolls.remove(poll);
      overduePolls.add(poll, now() + WRITE_OFF_AFTER);
    }
  }

  private void dealWithStragglers(long now) {
    for (Poll poll = overduePolls.first();
        poll != null && poll.at <= now;
        poll = overduePolls.first()) {
      overduePolls.remove(poll);
      if (poll.abandoned) {
        writeOff(poll);
      } else {
        giveUp(poll, now);
      }
    }
  }

  /** Gives up a poll whose port does not keep to its time: nobody is to wait for it, and its task is asked again. */
  private void giveUp(Poll poll, long now) {
    abandon(poll);
    poll.loop.inFlight = null;
    String problem = "the port did not return within " + poll.within.toMillis() + " ms";
    takeIn(poll.loop, null, new NetworkException(problem, details(poll), null), now);
  }

  private void writeOff(Poll poll) {
    poll.writtenOff = writtenOff < maxInFlight;
    if (poll.writtenOff) {
      writtenOff++;
      inFlight--;
      withdrawUnlessSent(poll);
      workers.addThread();
    }
    tell(new WatcherEvent.WorkerReplaced(poll.loop.id, poll.writtenOff));
  }

  private void endHandlesAtTheirDeadline(long now) {
    for (TaskHandle handle = deadlines.first();
        handle != null && handle.at <= now;
        handle = deadlines.first()) {
      WaitDetails details = details(handle, now);
      VideoTask standing = details.lastObservation();
      boolean linkIsMissing = standing != null && standing.isSucceeded();
      detach(handle);
      call(
          handle,
          failing(
              handle,
              linkIsMissing
                  ? new LinkMissingException(details)
                  : new WaitDeadlineException(details)));
    }
  }

  /** Ends a handle from outside, unless it has ended. */
  void end(TaskHandle handle, Function<WaitDetails, WaitException> reason) {
    atWork(() -> {
      if (!handle.ended) {
        WaitException error = reason.apply(details(handle, now()));
        detach(handle);
        call(handle, failing(handle, error));
      }
      return handle;
    });
  }

  /** Lets go of a handle whose future has been completed from outside. */
  void forget(TaskHandle handle) {
    atWork(() -> {
      if (!handle.ended) {
        detach(handle);
      }
      return handle;
    });
  }

  /** Refuses to let a callback wait: it would hold up the thread that is to end its wait. */
  void refuseCallbacks(TaskId id) {
    if (callbacks.isCallingNow()) {
      throw new IllegalStateException("A callback cannot wait for task " + id
          + ": it holds up the thread that would tell the end. Use the handle's future.");
    }
  }

  VideoTask join(TaskHandle handle) {
    if (!handle.future.isDone()) {
      refuseCallbacks(handle.taskId());
    }
    try {
      return time.await(handle.future);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof WaitException error ? error : stoppedBy(failed, handle);
    } catch (CancellationException cancelled) {
      throw stoppedBy(cancelled, handle);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted(handle);
    }
  }

  /** Returns the error of a wait whose future was cancelled, or completed with an error, from outside. */
  private WaitStoppedException stoppedBy(Throwable outside, TaskHandle handle) {
    WaitStoppedException stopped = new WaitStoppedException(details(handle));
    stopped.addSuppressed(outside);
    return stopped;
  }

  /** Ends a handle because the thread that waits for it was interrupted, and returns the error that says so. */
  WaitInterruptedException interrupted(TaskHandle handle) {
    WaitInterruptedException error = new WaitInterruptedException(details(handle));
    end(handle, details -> error);
    return error;
  }

  WaitDetails details(TaskHandle handle) {
    return atWork(() -> details(handle, now()));
  }

  private WaitDetails details(TaskHandle handle, long now) {
    WatchedTask loop = handle.loop;
    Duration elapsed = Duration.ofNanos(now - handle.since);
    return new WaitDetails(
        loop.id, gateway, loop.standing, elapsed, handle.polls(), loop.lastError);
  }

  private static Runnable failing(TaskHandle handle, WaitException error) {
    return () -> handle.future.fail(error);
  }

  private void tell(TaskHandle handle, TaskObservation observation) {
    TaskListener listener = handle.listener;
    if (listener != null) {
      call(handle, () -> listener.onObservation(observation));
    }
  }

  /** Puts a callback behind those of the same handle. */
  private void call(TaskHandle handle, Runnable callback) {
    if (handle.add(callback)) {
      post(handle, handle::runCallbacks);
    }
  }

  private void tell(WatcherEvent event) {
    WatcherListener listener = watcherListener;
    if (listener != null) {
      post("an event of the watcher", () -> listener.onEvent(event));
    }
  }

  private void post(Object from, Runnable callback) {
    PendingWork activity = time.begin(from);
    outbox.add(() -> callbacks.execute(() -> {
      activity.bindToCurrentThread();
      try {
        callback.run();
      } finally {
        activity.close();
      }
    }));
  }

  /** Does something to the state of the watcher, then whatever has become due by it. */
  private <T> T atWork(Supplier<T> action) {
    PendingWork activity = time.begin("a watcher");
    List<Runnable> due = List.of();
    lock.lock();
    try {
      return action.get();
    } finally {
      try {
        if (!closed) {
          dispatch();
        }
      } finally {
        if (!outbox.isEmpty()) {
          due = outbox;
          outbox = new ArrayList<>();
        }
        lock.unlock();
      }
      activity.close(); // what is due has activities of its own
      due.forEach(CallbackExecutor::runHarmlessly);
    }
  }

  void close() {
    List<TaskHandle> open = new ArrayList<>();
    atWork(() -> {
      closed = true;
      if (!loops.isEmpty()) {
        tell(new WatcherEvent.WaitsCut(List.copyOf(loops.keySet())));
      }
      for (WatchedTask loop : List.copyOf(loops.values())) {
        long now = now();
        endAll(loop, handle -> {
          open.add(handle);
          return failing(handle, new WatcherClosedException(details(handle, now)));
        });
      }
      return closed;
    });
    timer.close();
    workers.shutDown();
    callbacks.shutDown();
    awaitThreads();
    callbacks.tellRest(open, CLOSING_STEP_TAKES);
  }

  private void awaitThreads() {
    try {
      workers.awaitEnd(CLOSING_STEP_TAKES);
      callbacks.awaitEnd(CLOSING_STEP_TAKES);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
