package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A time that passes only when nothing else happens, for tests: hours of waiting take milliseconds.
 *
 * <p>It counts <em>participants</em>: the thread that made it, every {@link #begin activity}, and so each poll of a watcher on
 * this time until its answer has reached everybody. A participant is <em>parked</em> while its thread waits in {@link #sleep},
 * in {@link #await} or in a wait built on them. There are two kinds:
 *
 * <ul>
 *   <li>{@link #autoAdvancing(Instant)}: when all participants are parked, the time jumps to the next timer by itself;
 *   <li>{@link #byHand(Instant)}: it moves by {@link #advance} alone, which lets everything that a timer starts finish before it
 *       goes on to the next.
 * </ul>
 *
 * <p>If nobody moves for 2 s of real time, those who wait fail with an {@link AssertionError} that names each participant that is
 * not parked, with its stack: it is waiting or working in a way that this time does not know, or it has forgotten to close an
 * activity. Thread-safe.
 */
public final class VirtualTime implements Time {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Instant start;
  private final boolean auto;
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::order));
  private final Map<Thread, List<Participant>> carried = new HashMap<>();
  private final Set<Participant> unparked = new LinkedHashSet<>();
  private final Set<Waiter> waiters = new LinkedHashSet<>();
  private long passed;
  private long timersMade;
  private long moves;
  private boolean jumping;
  private boolean watched;
  private boolean ended;
  private @Nullable AssertionError failure;

  /** The thread that moves this time by hand: the last that did, or else the one that made it. */
  private Thread hand = Thread.currentThread();

  private VirtualTime(Instant start, boolean auto) {
    this.start = start;
    this.auto = auto;
    begin("the thread that made this time").continueHere();
  }

  /**
   * Makes a time that jumps to the next timer whenever all participants are parked.
   *
   * @param start what {@link #now()} says at first
   * @return the time, with the calling thread as its first participant
   */
  public static VirtualTime autoAdvancing(Instant start) {
    return new VirtualTime(start, true);
  }

  /**
   * Makes a time that moves by {@link #advance} alone.
   *
   * @param start what {@link #now()} says at first
   * @return the time, with the calling thread as its first participant
   */
  public static VirtualTime byHand(Instant start) {
    return new VirtualTime(start, false);
  }

  @Override
  public Instant now() {
    return start.plusNanos(ticks());
  }

  @Override
  public long ticks() {
    return locked(() -> passed);
  }

  @Override
  public Activity begin(Object what) {
    Participant participant = new Participant(what);
    return locked(() -> {
      unparked.add(participant);
      noteMove();
      return participant;
    });
  }

  @Override
  public Alarm alarm(String name, Runnable ring) {
    return new VirtualAlarm(ring);
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before sleeping");
    }
    if (pause.isNegative() || pause.isZero()) {
      return;
    }
    Waiter waiter = new Waiter();
    Timer timer = locked(() -> addTimer(later(pause), waiter::wake));
    try {
      waiter.park();
    } finally {
      locked(() -> timers.remove(timer));
    }
  }

  @Override
  public <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
    if (future.isDone()) {
      return future.get();
    }
    Waiter waiter = new Waiter();
    CompletableFuture<T> unused = future.whenComplete((value, error) -> waiter.wake());
    waiter.park();
    return future.get();
  }

  /**
   * Moves the time on, timer by timer, and lets all participants but the calling thread park before each of them and at the
   * end.
   *
   * @param duration how far; zero fires what is due by now
   * @throws AssertionError if a participant neither parks nor finishes within 2 s of real time
   */
  public void advance(Duration duration) {
    long target = locked(() -> {
      hand = Thread.currentThread();
      return later(duration);
    });
    settle();
    for (Timer due = nextUntil(target); due != null; due = nextUntil(target)) {
      due.action().run();
      settle();
    }
  }

  /**
   * Ends this time, at the end of a test: no timer fires any more, nobody is watched or interrupted, and whoever still waits in it
   * fails within 2 s of real time.
   */
  public void end() {
    lock.lock();
    try {
      ended = true;
      timers.clear();
      carried.clear();
      unparked.clear();
      noteMove();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns why this time has failed, if it was nobody's wait that could say so: those who work in it have been interrupted.
   *
   * @return the error, or null if it has not failed
   */
  public @Nullable AssertionError failure() {
    return locked(() -> failure);
  }

  /** Takes the next timer up to the target and moves the clock to it, or to the target if there is none. */
  private @Nullable Timer nextUntil(long target) {
    lock.lock();
    try {
      Timer next = timers.peek();
      boolean due = next != null && next.at() <= target;
      passed = Math.max(passed, due ? next.at() : target);
      noteMove();
      return due ? timers.remove() : null;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everybody but the calling thread is parked. */
  private void settle() {
    lock.lock();
    try {
      List<Participant> mine = carried.getOrDefault(Thread.currentThread(), List.of());
      for (long seen = moves;
          !mine.containsAll(unparked) || somebodyIsInterrupted();
          seen = moves) {
        if (waitedInVain(moved) && seen == moves) {
          throw stuck();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("WaitNotInLoop") // its callers loop
  private static boolean waitedInVain(Condition condition) {
    try {
      return condition.awaitNanos(PATIENCE) <= 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while advancing a virtual time.", interrupted);
    }
  }

  /** If this time goes by itself, jumps from timer to timer as long as everybody is parked. One thread at a time does it. */
  private void jumpWhileAllAreParked() {
    for (Timer next = nextJump(); next != null; next = nextJump()) {
      try {
        next.action().run();
      } finally {
        locked(() -> jumping = false);
      }
    }
  }

  private @Nullable Timer nextJump() {
    lock.lock();
    try {
      if (!auto || jumping || !unparked.isEmpty() || timers.isEmpty() || somebodyIsInterrupted()) {
        return null;
      }
      Timer next = timers.remove();
      passed = Math.max(passed, next.at());
      jumping = true;
      noteMove();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the number of moves so far, or -1 if there is nothing to watch: nothing is to come, or somebody waits and watches. */
  long movesIfUnwatched() {
    return locked(() -> {
      watched = !timers.isEmpty();
      return watched && waiters.isEmpty() && !unparked.isEmpty() ? moves : -1;
    });
  }

  boolean isWatched() {
    return locked(() -> watched);
  }

  /** Fails this time, since all that could move it waits in ways that it does not know, and wakes them. */
  void fail() {
    lock.lock();
    try {
      AssertionError stuck = stuck();
      failure = stuck;
      timers.clear();
      carried.keySet().forEach(Thread::interrupt);
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, stuck);
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether a waiting thread has been interrupted and is about to wake. */
  private boolean somebodyIsInterrupted() {
    return waiters.stream().anyMatch(waiter -> waiter.thread.isInterrupted());
  }

  private AssertionError stuck() {
    StringBuilder story =
        new StringBuilder("Nobody has moved for 2 s of real time in this virtual time.");
    if (unparked.isEmpty()) {
      story.append(
          timers.isEmpty()
              ? " All are parked and no timer is set, so this wait can never end."
              : " All are parked: advance it from a thread that works.");
    }
    for (Participant participant : unparked) {
      story.append("\nNot parked: ").append(participant.story());
    }
    if (!unparked.isEmpty()) {
      story.append("\nWhoever waits must do so through this time: await(future), sleep(pause), or a"
          + " handle's join().");
    }
    return new AssertionError(story.toString());
  }

  private long later(Duration duration) {
    long nanos = TimeUnit.NANOSECONDS.convert(duration);
    return nanos > Long.MAX_VALUE - passed ? Long.MAX_VALUE : passed + Math.max(0, nanos);
  }

  private Timer addTimer(long at, Runnable action) {
    if (failure != null) {
      throw failure;
    }
    Timer timer = new Timer(at, timersMade++, action);
    if (ended) {
      return timer;
    }
    timers.add(timer);
    if (auto && !watched) {
      watched = true;
      new Watchdog(this).start();
    }
    return timer;
  }

  private void noteMove() {
    moves++;
    moved.signalAll();
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private record Timer(long at, long order, Runnable action) {}

  /** What must be parked or finished before the time moves on. */
  private final class Participant implements Activity {
    private final Object what;
    private @Nullable Thread carrier;
    private boolean finished;

    Participant(Object what) {
      this.what = what;
    }

    @Override
    public void continueHere() {
      locked(() -> {
        leaveCarrier();
        carrier = Thread.currentThread();
        return carried.computeIfAbsent(carrier, thread -> new ArrayList<>()).add(this);
      });
    }

    private void leaveCarrier() {
      List<Participant> shared = carrier == null ? null : carried.get(carrier);
      if (shared != null && shared.remove(this) && shared.isEmpty()) {
        carried.remove(carrier);
      }
    }

    @Override
    public void close() {
      locked(() -> {
        finished = true;
        leaveCarrier();
        noteMove();
        return unparked.remove(this);
      });
      jumpWhileAllAreParked();
    }

    String story() {
      Thread thread = carrier;
      if (thread == null) {
        return what + ", which no thread carries";
      }
      String stack = Arrays.stream(thread.getStackTrace())
          .takeWhile(frame -> !frame.getClassName().startsWith("org.junit."))
          .map(frame -> "\n    at " + frame)
          .collect(Collectors.joining());
      return what + ", on " + thread.getName() + (thread.isAlive() ? stack : ", which has ended");
    }
  }

  /** One thread's wait, and the participants that are parked by it. */
  private final class Waiter {
    private final Thread thread = Thread.currentThread();
    private List<Participant> parked = List.of();
    private volatile boolean awake;

    void wake() {
      locked(() -> {
        awake = true;
        return unpark();
      });
      LockSupport.unpark(thread);
    }

    private boolean unpark() {
      parked.stream().filter(participant -> !participant.finished).forEach(unparked::add);
      parked = List.of();
      noteMove();
      return waiters.remove(this);
    }

    void park() throws InterruptedException {
      locked(() -> {
        parked = awake ? List.of() : List.copyOf(carried.getOrDefault(thread, List.of()));
        noteMove();
        waiters.add(this);
        return unparked.removeAll(parked);
      });
      jumpWhileAllAreParked();
      try {
        awaitWake();
      } finally {
        locked(this::unpark);
      }
      if (Thread.interrupted()) {
        jumpWhileAllAreParked();
        throw new InterruptedException("interrupted while waiting in a virtual time");
      }
    }

    /** Returns when awake or interrupted; the interrupt stays set, so that nobody takes this thread for a parked one. */
    private void awaitWake() {
      long seen = locked(() -> moves);
      while (!awake && !thread.isInterrupted()) {
        long start = System.nanoTime();
        LockSupport.parkNanos(this, PATIENCE);
        if (System.nanoTime() - start >= PATIENCE) {
          seen = failIfNobodyMovedSince(seen);
        }
      }
    }

    private long failIfNobodyMovedSince(long seen) {
      return locked(() -> {
        if (!awake && ended) {
          throw new AssertionError("This virtual time has ended with its test.");
        }
        boolean nobodyElseMoves = auto || unparked.isEmpty() || thread == hand;
        if (!awake && seen == moves && nobodyElseMoves) {
          throw stuck();
        }
        return moves;
      });
    }
  }

  private final class VirtualAlarm implements Alarm {
    private final Runnable ring;
    private @Nullable Timer timer;
    private boolean closed;

    VirtualAlarm(Runnable ring) {
      this.ring = ring;
    }

    @Override
    public void set(long ticks) {
      locked(() -> {
        timers.remove(timer);
        timer = closed ? null : addTimer(Math.max(passed, ticks), ring);
        return timer;
      });
      jumpWhileAllAreParked();
    }

    @Override
    public void close() {
      locked(() -> {
        closed = true;
        return timers.remove(timer);
      });
    }
  }
}
