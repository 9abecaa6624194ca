package io.happyhorse.core.time;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
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

  private final Watchdog watchdog;
  final ManualAdvance byHand = new ManualAdvance(this);
  private final TimerQueue timers = new TimerQueue();
  private final KnownFutures futures = new KnownFutures();
  private final Participant maker;
  private final TimerJumps jumps;
  private final IdleJumps idleJumps;
  private final Enrolment enrolment;
  private long passed;
  private long moves;

  private volatile boolean closed;
  private volatile @Nullable AssertionError failure;

  VirtualClock(VirtualTimeBuilder.Mode mode, Duration standstillAfter) {
    this.watchdog = new Watchdog(this, mode.isLenient(), standstillAfter);
    this.enrolment = new Enrolment(this, participants, mode.isLenient());
    this.maker = enrolment.enroll("the thread that made this time");
    this.jumps = new TimerJumps(this, mode);
    this.idleJumps = new IdleJumps(this, mode, maker);
  }

  void runLocked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  <T extends @Nullable Object> T getLocked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void noteMove() {
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
      idleJumps.noteRead();
      return passed;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the ticks without counting as a read; called under the lock. */
  long reading() {
    return passed;
  }

  Enrolment enrolment() {
    return enrolment;
  }

  TimerJumps jumps() {
    return jumps;
  }

  IdleJumps idleJumps() {
    return idleJumps;
  }

  boolean isClosed() {
    return closed;
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
    idleJumps.addSource(nextEvent);
  }

  void know(TimedFuture<?> future) {
    futures.add(future);
  }

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
    return getLocked(() -> isRunning() ? timers.add(later(duration), action) : null);
  }

  /** Replaces a timer by one at an instant; null if the time is closed. */
  TimerQueue.@Nullable Timer reset(TimerQueue.@Nullable Timer before, long at, Runnable action) {
    watch();
    return getLocked(() -> {
      timers.cancel(before);
      return isRunning() ? timers.add(Math.max(passed, at), action) : null;
    });
  }

  /** Moves to an instant, and removes and returns a timer that is due by then; null if there is none. Called under the lock. */
  TimerQueue.@Nullable Timer moveTo(long at) {
    passed = Math.max(passed, at);
    noteMove();
    return timers.takeDueBy(passed);
  }

  void cancel(TimerQueue.@Nullable Timer timer) {
    runLocked(() -> timers.cancel(timer));
  }

  void advance(Duration duration) {
    byHand.advance(duration);
  }

  /** Fails this time: every wait in it and every registered future ends with this error, and its participants are interrupted. */
  void fail(AssertionError error) {
    runLocked(() -> {
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
   * Interrupts a participant that holds up the time, except a thread that waited in it only once and may be doing something else by
   * now.
   */
  private void interrupt(Participant participant) {
    Thread carrier = participant.carrier();
    boolean isVisitor = participant.isThread() && participant != maker;
    if (carrier != null && !isVisitor && !byHand.isSettledBy(carrier)) {
      carrier.interrupt();
    }
  }

  void close() {
    runLocked(() -> {
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
