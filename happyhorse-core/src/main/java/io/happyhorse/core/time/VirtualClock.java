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
  private final List<LongUnaryOperator> sources = new CopyOnWriteArrayList<>();
  private final KnownFutures futures = new KnownFutures();
  private final Participant maker;
  private long passed;
  private long moves;

  /** Whether the time was read since it last moved to an event of a source. */
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

  /** Lets the watchdog look at this time for a while. */
  void watch() {
    watchdog.wakeUp();
  }

  /** Adds something that says, given the ticks, when the next event comes; {@link #NEVER} if none does. */
  void addSource(LongUnaryOperator nextEvent) {
    sources.add(nextEvent);
  }

  void know(TimedFuture<?> future) {
    futures.add(future);
  }

  // Who takes part

  /** Lets the calling thread take part for its own sake. */
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

  /** A timer that is due, as work on the thread that fires it: the time stands still until it is done. */
  record Due(Runnable action, Participant work) {}

  /** Moves to an instant, and takes the timer that is due by then; null if there is none. */
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

  @SuppressWarnings("CatchingUnchecked") // it must not fail the thread that happens to fire it
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

  /** Returns the next event of a source, if anything has read the time since the last one; {@link #NEVER} otherwise. */
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

  /** Moves on past threads that have been idle for a while, unless anything has moved since the look. */
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

  /** Fails this time: every wait in it and every future that it knows ends with this error, and its participants are interrupted. */
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

  /** Interrupts what holds up the time; a thread that only waited in it once may do anything else by now. */
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
