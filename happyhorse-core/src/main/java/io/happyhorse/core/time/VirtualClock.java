package io.happyhorse.core.time;

import java.time.Duration;
import java.util.List;
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

  final ReentrantLock lock = new ReentrantLock();

  /** Signalled with every move. */
  final Condition moved = lock.newCondition();

  final Participants participants = new Participants();

  private final VirtualTimeBuilder.Mode mode;
  private final Watchdog watchdog;
  private final ManualAdvance byHand = new ManualAdvance(this);
  private final TimerQueue timers = new TimerQueue();
  private final List<LongSupplier> sources = new CopyOnWriteArrayList<>();
  private final KnownFutures futures = new KnownFutures();
  private final Participant maker;
  private long passed;
  private long moves;
  private boolean jumping;
  private volatile boolean closed;
  private volatile @Nullable AssertionError failure;

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

  long moves() {
    return moves;
  }

  long passed() {
    watch();
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

  /** Lets the watchdog look at this time for a while. */
  void watch() {
    watchdog.wakeUp();
  }

  void addSource(LongSupplier nextEvent) {
    sources.add(nextEvent);
  }

  void know(TimedFuture<?> future) {
    futures.add(future);
  }

  // Who takes part

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

  /** Parks what the waiter's thread carries. In a lenient time, a thread that carries nothing takes part from its first wait on. */
  void suspend(Waiter waiter) {
    watch();
    locked(() -> {
      if (mode.isLenient() && participants.carriedBy(waiter.thread()).isEmpty() && !closed) {
        Participant unused = enroll("a thread that has waited in this time");
      }
      if (!waiter.isAwake()) {
        participants.suspend(waiter);
      }
      noteMove();
    });
  }

  void resume(Waiter waiter) {
    locked(() -> {
      if (participants.resume(waiter)) {
        noteMove();
      }
    });
  }

  /** Lets threads that have ended take part no more. */
  void removeEnded() {
    locked(() -> {
      List<Participant> gone =
          participants.unparked().stream().filter(Participant::isGone).toList();
      gone.forEach(participants::remove);
      moves += gone.size();
    });
    jumpWhileAllAreParked();
  }

  // Timers

  long later(Duration duration) {
    long nanos = TimeUnit.NANOSECONDS.convert(duration);
    return nanos > NEVER - passed ? NEVER : passed + Math.max(0, nanos);
  }

  long nextTimer() {
    TimerQueue.Timer first = timers.first();
    return first == null ? NEVER : first.at();
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
    watch();
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
      return nextTimer() != NEVER && participants.areAllParked() && isFreeToJump()
          ? jumpTo(nextTimer())
          : null;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFreeToJump() {
    return isRunning() && !jumping && !participants.isAnyoneInterrupted();
  }

  /** Moves to an instant, and takes the timer that is due by then; null if there is none. */
  TimerQueue.@Nullable Timer jumpTo(long at) {
    passed = Math.max(passed, at);
    noteMove();
    TimerQueue.Timer due = timers.takeDueBy(passed);
    jumping = due != null;
    return due;
  }

  void fire(TimerQueue.Timer timer) {
    try {
      timer.action().run();
    } finally {
      locked(() -> {
        jumping = false;
        noteMove();
      });
    }
  }

  void advance(Duration duration) {
    byHand.advance(duration);
  }

  // Watching

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
      long next = Math.min(nextTimer(), event);
      boolean toCome = next != NEVER || participants.isAnyoneWaiting();
      boolean awaited = mode == VirtualTimeBuilder.Mode.MANUAL ? byHand.isAwaited(toCome) : toCome;
      return new Look(moves, participants.unparked(), next, awaited && isRunning());
    } finally {
      lock.unlock();
    }
  }

  private long nextEvent() {
    return sources.stream().mapToLong(LongSupplier::getAsLong).min().orElse(NEVER);
  }

  /** Moves on past threads that have been idle for a while, unless anything has moved since the look. */
  void passIdle(Look look) {
    TimerQueue.Timer due = passed(look);
    if (due != null) {
      fire(due);
    }
  }

  private TimerQueue.@Nullable Timer passed(Look look) {
    lock.lock();
    try {
      if (look.moves() != moves || !isFreeToJump()) {
        return null;
      }
      if (mode == VirtualTimeBuilder.Mode.MANUAL) {
        byHand.noteQuiet(moves);
        return null;
      }
      look.unparked().stream().filter(idle -> idle != maker).forEach(participants::remove);
      return jumpTo(look.next());
    } finally {
      lock.unlock();
    }
  }

  /** Fails this time: every wait in it and every future that it knows ends with this error, and its participants are interrupted. */
  void fail(AssertionError error) {
    locked(() -> {
      failure = error;
      timers.clear();
      participants.nudgeWaiters();
      participants.unparked().forEach(this::interrupt);
      noteMove();
    });
    futures.fail(error);
  }

  private void interrupt(Participant participant) {
    Thread carrier = participant.carrier();
    if (carrier != null && !byHand.isSettledBy(carrier)) {
      carrier.interrupt();
    }
  }

  void close() {
    locked(() -> {
      closed = true;
      timers.clear();
      participants.clear();
      participants.nudgeWaiters();
      noteMove();
    });
  }
}
