package io.happyhorse.core.time;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of a virtual time: the current reading, the timers and the participants. One lock guards all of it; timers and
 * futures run outside of the lock.
 */
final class VirtualClock {
  /** Returned by a source of events if no event is expected. */
  static final long NEVER = Long.MAX_VALUE;

  final ReentrantLock lock = new ReentrantLock();

  /** Signalled after every move. */
  final Condition moved = lock.newCondition();

  final Participants participants = new Participants();

  private final VirtualTimeBuilder.Mode mode;
  private final Watchdog watchdog;
  private final ManualAdvance byHand = new ManualAdvance(this);
  private final TimerQueue timers = new TimerQueue();
  private final List<LongUnaryOperator> sources = new CopyOnWriteArrayList<>();
  private final KnownFutures futures = new KnownFutures();
  private final Participant maker;
  private long passed;
  private long moves;

  /** Whether the time was read since its last move to an event of a source. */
  private boolean read;

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
      read = true;
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

  /** Makes the watchdog check this time for a while. */
  void watch() {
    watchdog.wakeUp();
  }

  /** Adds a source of events: a function from the current ticks to those of the next event, {@link #NEVER} if there is none. */
  void addSource(LongUnaryOperator nextEvent) {
    sources.add(nextEvent);
  }

  void know(TimedFuture<?> future) {
    futures.add(future);
  }

  // Participants

  /** Adds the calling thread as a participant. */
  private Participant enroll(Object what) {
    Participant thread = new Participant(this, what, Participant.Kind.THREAD);
    locked(() -> {
      participants.add(thread);
      participants.carryOn(Thread.currentThread(), thread);
    });
    return thread;
  }

  Participant begin(Object what, Participant.Kind kind) {
    Participant work = new Participant(this, what, kind);
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
      if (!closed && !participant.isFinished()) {
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

  /**
   * Parks the participants bound to the waiter's thread. In a lenient time, any other thread becomes a participant with its
   * first wait.
   */
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

  /** Removes threads that have ended. */
  void removeEnded() {
    locked(() -> {
      List<Participant> gone =
          participants.unparked().stream().filter(Participant::isGone).toList();
      gone.forEach(participants::remove);
      if (!gone.isEmpty()) {
        noteMove();
      }
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

  /** Sets a timer after a duration; null if the time is closed. */
  TimerQueue.@Nullable Timer setAfter(Duration duration, Runnable action) {
    lock.lock();
    try {
      return isRunning() ? timers.add(later(duration), action) : null;
    } finally {
      lock.unlock();
    }
  }

  /** Replaces a timer by one at an instant; null if the time is closed. */
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

  /** Jumps from timer to timer while everything is parked, if this time advances by itself. One thread at a time does this. */
  void jumpWhileAllAreParked() {
    if (mode == VirtualTimeBuilder.Mode.MANUAL) {
      return;
    }
    for (Due next = nextJump(); next != null; next = nextJump()) {
      fire(next);
    }
  }

  private @Nullable Due nextJump() {
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
    return isRunning() && !participants.isAnyoneInterrupted();
  }

  /** A due timer, as work on the thread that fires it: the time does not move until it is done. */
  record Due(Runnable action, Participant work) {}

  /** Moves to an instant; returns the timer that is due by then, or null if there is none. */
  @Nullable
  Due jumpTo(long at) {
    passed = Math.max(passed, at);
    noteMove();
    TimerQueue.Timer timer = timers.takeDueBy(passed);
    if (timer == null) {
      return null;
    }
    Participant work = begin("a timer", Participant.Kind.WORK);
    carryOnThisThread(work);
    return new Due(timer.action(), work);
  }

  @SuppressWarnings("CatchingUnchecked") // an error must not affect the thread that fires the timer
  void fire(Due due) {
    try {
      due.action().run();
    } catch (Throwable failed) {
      fail(new AssertionError("A timer of this virtual time failed: " + failed, failed));
    } finally {
      locked(() -> {
        participants.remove(due.work());
        noteMove();
      });
    }
  }

  void advance(Duration duration) {
    byHand.advance(duration);
  }

  // Watchdog

  /**
   * Takes a snapshot of the time. Sources of events are queried only if nothing has moved since the previous snapshot, since
   * this may take a while.
   */
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
      boolean isManual = mode == VirtualTimeBuilder.Mode.MANUAL;
      boolean awaited = isManual ? byHand.isAwaited(toCome) : toCome;
      return new Look(
          moves,
          participants.unparked(),
          next,
          isManual || next != NEVER,
          toCome,
          awaited && isRunning());
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next event of a source if the time was read since the last one, otherwise {@link #NEVER}. */
  private long nextEvent() {
    long now = passedIfRead();
    return now < 0
        ? NEVER
        : sources.stream().mapToLong(source -> source.applyAsLong(now)).min().orElse(NEVER);
  }

  private long passedIfRead() {
    lock.lock();
    try {
      return read ? passed : -1;
    } finally {
      lock.unlock();
    }
  }

  /** Moves past threads that have been idle for a while, unless the time has moved since the snapshot. */
  void passIdle(Look look) {
    Due due = passed(look);
    if (due != null) {
      fire(due);
    }
  }

  private @Nullable Due passed(Look look) {
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
      read &= nextTimer() <= look.next();
      return jumpTo(look.next());
    } finally {
      lock.unlock();
    }
  }

  /** Fails this time: every wait in it and every registered future ends with this error, and its participants are interrupted. */
  void fail(AssertionError error) {
    locked(() -> {
      if (!isRunning()) {
        return;
      }
      failure = error;
      timers.clear();
      participants.nudgeWaiters();
      participants.unparked().forEach(this::interrupt);
      noteMove();
    });
    if (failure == error) {
      futures.end(error);
    }
  }

  /**
   * Interrupts the participants that hold up the time, except threads that only waited in it once and may do something else by now.
   */
  private void interrupt(Participant participant) {
    Thread carrier = participant.carrier();
    boolean isVisitor = participant.isThread() && participant != maker;
    if (carrier != null && !isVisitor && !byHand.isSettledBy(carrier)) {
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
    futures.end(ended());
  }

  /** Returns the error of every wait in a time that has been closed. */
  static AssertionError ended() {
    return new AssertionError("This virtual time has ended with its test.");
  }
}
