package io.happyhorse.core.time;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of a virtual time: how far it has come, its timers, and who takes part. One lock guards all of it; timers and futures
 * run outside of the lock.
 */
final class VirtualClock {
  /** What a source of events says that has none to come. */
  static final long NEVER = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final VirtualTimeBuilder.Mode mode;
  private final Watchdog watchdog;
  private final TimerQueue timers = new TimerQueue();
  private final Participants participants = new Participants();
  private final Set<Waiter> waiters = new LinkedHashSet<>();
  private final List<LongSupplier> sources = new CopyOnWriteArrayList<>();
  private final KnownFutures futures = new KnownFutures();
  private long passed;
  private long moves;
  private long quietSince = -1;
  private boolean jumping;
  private boolean settling;
  private volatile boolean closed;
  private volatile @Nullable AssertionError failure;

  /** The thread that moves a manual time: the last that did, or else the one that made it. */
  private Thread hand = Thread.currentThread();

  private final Participant maker;

  VirtualClock(VirtualTimeBuilder.Mode mode, Duration standstillAfter) {
    this.mode = mode;
    this.watchdog = new Watchdog(this, mode.isLenient(), standstillAfter);
    this.maker = enroll("the thread that made this time");
  }

  void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private void noteMove() {
    moves++;
    moved.signalAll();
  }

  long passed() {
    watchdog.wakeUp();
    lock.lock();
    try {
      return passed;
    } finally {
      lock.unlock();
    }
  }

  boolean isRunning() {
    return !closed && failure == null;
  }

  @Nullable
  AssertionError failure() {
    return failure;
  }

  void checkNotFailed() {
    AssertionError error = failure;
    if (error != null) {
      throw error;
    }
  }

  void addSource(LongSupplier nextEvent) {
    sources.add(nextEvent);
  }

  void know(TimedFuture<?> future) {
    futures.add(future);
  }

  // Participants

  /** Lets the calling thread take part for its own sake. */
  private Participant enroll(Object what) {
    Participant thread = Participant.thread(this, what);
    locked(() -> {
      participants.add(thread);
      participants.carryOn(Thread.currentThread(), thread);
    });
    return thread;
  }

  Participant begin(Object what) {
    Participant work = Participant.work(this, what);
    locked(() -> {
      if (!closed) {
        participants.add(work);
        noteMove();
      }
    });
    return work;
  }

  void carryOnThisThread(Participant participant) {
    locked(() -> {
      if (!closed) {
        participants.carryOn(Thread.currentThread(), participant);
      }
    });
  }

  void finish(Participant participant) {
    locked(() -> {
      participants.remove(participant);
      noteMove();
    });
    jumpWhileAllAreParked();
  }

  // Waiting

  /** Parks what the waiter's thread carries. In a lenient time, a thread that carries nothing takes part from its first wait on. */
  void suspend(Waiter waiter) {
    watchdog.wakeUp();
    lock.lock();
    try {
      if (mode.isLenient() && participants.carriedBy(waiter.thread()).isEmpty() && !closed) {
        Participant unused = enroll("a thread that has waited in this time");
      }
      if (!waiter.isAwake()) {
        waiter.setParked(participants.park(waiter.thread()));
        waiters.add(waiter);
      }
      noteMove();
    } finally {
      lock.unlock();
    }
  }

  void resume(Waiter waiter) {
    if (waiters.remove(waiter)) {
      participants.unpark(waiter.parked());
      noteMove();
    }
  }

  /** Tells whether a waiting thread has been interrupted and is about to wake. */
  private boolean isAnyoneInterrupted() {
    for (Waiter waiter : waiters) {
      if (waiter.thread().isInterrupted()) {
        return true;
      }
    }
    return false;
  }

  // Timers

  long later(Duration duration) {
    long nanos = TimeUnit.NANOSECONDS.convert(duration);
    return nanos > NEVER - passed ? NEVER : passed + Math.max(0, nanos);
  }

  /** Sets a timer after a duration; null if no timer fires any more. */
  TimerQueue.@Nullable Timer setAfter(Duration duration, Runnable action) {
    lock.lock();
    try {
      return isRunning() ? timers.add(later(duration), action) : null;
    } finally {
      lock.unlock();
    }
  }

  /** Replaces a timer by one at an instant; null if no timer fires any more. */
  TimerQueue.@Nullable Timer reset(TimerQueue.@Nullable Timer before, long at, Runnable action) {
    watchdog.wakeUp();
    lock.lock();
    try {
      timers.cancel(before);
      return isRunning() ? timers.add(Math.max(passed, at), action) : null;
    } finally {
      lock.unlock();
    }
  }

  void cancel(TimerQueue.@Nullable Timer timer) {
    locked(() -> timers.cancel(timer));
  }

  // Moving

  /** If this time advances by itself, jumps from timer to timer while everything is parked. One thread at a time does it. */
  void jumpWhileAllAreParked() {
    if (mode == VirtualTimeBuilder.Mode.MANUAL) {
      return;
    }
    for (TimerQueue.Timer next = nextJump(); next != null; next = nextJump()) {
      fire(next);
    }
  }

  private TimerQueue.@Nullable Timer nextJump() {
    lock.lock();
    try {
      TimerQueue.Timer first = timers.first();
      boolean free = isRunning() && !jumping && participants.areAllParked();
      return first != null && free && !isAnyoneInterrupted() ? jumpTo(first.at()) : null;
    } finally {
      lock.unlock();
    }
  }

  /** Moves to an instant, and takes the timer that is due by it. */
  private TimerQueue.@Nullable Timer jumpTo(long at) {
    passed = Math.max(passed, at);
    noteMove();
    TimerQueue.Timer due = timers.takeDueBy(passed);
    jumping = due != null;
    return due;
  }

  private void fire(TimerQueue.Timer timer) {
    try {
      timer.action().run();
    } finally {
      locked(() -> {
        jumping = false;
        noteMove();
      });
    }
  }

  /** Moves a manual time, and lets everything that a timer starts finish before the next. */
  void advance(Duration duration) {
    long target = moveByHand(duration);
    settle();
    for (TimerQueue.Timer due = nextUntil(target); due != null; due = nextUntil(target)) {
      fire(due);
      settle();
    }
  }

  private long moveByHand(Duration duration) {
    lock.lock();
    try {
      hand = Thread.currentThread();
      return later(duration);
    } finally {
      lock.unlock();
    }
  }

  private TimerQueue.@Nullable Timer nextUntil(long target) {
    lock.lock();
    try {
      TimerQueue.Timer first = timers.first();
      return jumpTo(first != null && first.at() <= target ? first.at() : target);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything but what the calling thread carries is parked, or has been idle for a while. */
  private void settle() {
    watchdog.wakeUp();
    lock.lock();
    try {
      settling = true;
      List<Participant> mine = participants.carriedBy(Thread.currentThread());
      while ((!participants.areAllParkedBut(mine) && quietSince != moves)
          || isAnyoneInterrupted()) {
        checkNotFailed();
        moved.await();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while advancing a virtual time.", interrupted);
    } finally {
      settling = false;
      lock.unlock();
    }
  }

  // Watching

  /**
   * What the watchdog sees.
   *
   * @param moves the number of moves so far
   * @param unparked what keeps the time from moving
   * @param next the next timer or event, in ticks; {@link #NEVER} if there is none
   * @param awaited whether anything waits for the time to move
   */
  record Look(long moves, List<Participant> unparked, long next, boolean awaited) {
    boolean isIdle() {
      return unparked.stream().allMatch(Participant::isIdle);
    }

    boolean isInSystem() {
      return unparked.stream().anyMatch(Participant::isInSystem);
    }
  }

  /** Looks at the time. Sources of events are only asked if nothing has moved since the look before, as that may take a while. */
  Look look(long movesBefore) {
    Look look = lookUntil(NEVER);
    return look.moves() == movesBefore && !sources.isEmpty() && look.isIdle()
        ? lookUntil(nextEvent())
        : look;
  }

  private Look lookUntil(long event) {
    lock.lock();
    try {
      TimerQueue.Timer first = timers.first();
      long next = first == null ? event : Math.min(first.at(), event);
      boolean toCome = next != NEVER || !waiters.isEmpty();
      return new Look(moves, participants.unparked(), next, isAwaited(toCome));
    } finally {
      lock.unlock();
    }
  }

  private long nextEvent() {
    return sources.stream().mapToLong(LongSupplier::getAsLong).min().orElse(NEVER);
  }

  /** Tells whether the time should move. A manual one need not while the thread that moves it is at work. */
  private boolean isAwaited(boolean toCome) {
    return isRunning()
        && (mode != VirtualTimeBuilder.Mode.MANUAL
            ? toCome
            : settling || (toCome && ThreadActivity.of(hand) == ThreadActivity.WAITING));
  }

  /** Lets threads that have ended take part no more. */
  void removeEnded() {
    lock.lock();
    try {
      List<Participant> gone =
          participants.unparked().stream().filter(Participant::isGone).toList();
      gone.forEach(participants::remove);
      moves += gone.size();
    } finally {
      lock.unlock();
    }
    jumpWhileAllAreParked();
  }

  /** Moves on past participants that have been idle for a while, unless anything has moved since the look. */
  void passIdle(Look look) {
    TimerQueue.Timer due;
    lock.lock();
    try {
      if (look.moves() != moves || !isRunning() || jumping || isAnyoneInterrupted()) {
        return;
      }
      if (mode == VirtualTimeBuilder.Mode.MANUAL) {
        quietSince = moves;
        moved.signalAll();
        return;
      }
      look.unparked().stream().filter(idle -> idle != maker).forEach(participants::remove);
      due = jumpTo(look.next());
    } finally {
      lock.unlock();
    }
    if (due != null) {
      fire(due);
    }
  }

  /** Fails this time: every wait in it and every future that it knows ends with this error, and its participants are interrupted. */
  void fail(AssertionError error) {
    lock.lock();
    try {
      failure = error;
      timers.clear();
      waiters.forEach(Waiter::nudge);
      participants.unparked().forEach(this::interrupt);
      noteMove();
    } finally {
      lock.unlock();
    }
    futures.fail(error);
  }

  private void interrupt(Participant participant) {
    Thread carrier = participant.carrier();
    boolean looksItself = settling && carrier == hand;
    if (carrier != null && !looksItself) {
      carrier.interrupt();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      timers.clear();
      participants.clear();
      waiters.forEach(Waiter::nudge);
      noteMove();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }
}
