package io.happyhorse.core.time;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A thread or a piece of work that must be parked or finished before a virtual time moves on. Its fields are guarded by the lock of
 * the time.
 */
final class Participant implements PendingWork {
  private final VirtualClock clock;
  private final Object what;
  private final Kind kind;
  private @Nullable Thread carrier;
  private boolean finished;

  /** The kinds of participants. */
  enum Kind {
    /** A thread, which may wait in ways unknown to the time. */
    THREAD,
    /** Work that must finish, such as a poll. It does not count as parked while its thread waits in a way unknown to the time. */
    WORK,
    /** A stage of a future. It counts as work once an executor has begun it; until then, the executor may have dropped it. */
    STAGE
  }

  Participant(VirtualClock clock, Object what, Kind kind) {
    this.clock = clock;
    this.what = what;
    this.kind = kind;
  }

  @Override
  public void bindToCurrentThread() {
    clock.enrolment().carryOnThisThread(this);
  }

  @Override
  public void close() {
    clock.enrolment().finish(this);
  }

  @Nullable
  Thread carrier() {
    return carrier;
  }

  void carryOn(@Nullable Thread thread) {
    carrier = thread;
  }

  /** Returns whether this is a thread, as opposed to work on one. */
  boolean isThread() {
    return kind == Kind.THREAD;
  }

  boolean isFinished() {
    return finished;
  }

  void finish() {
    finished = true;
  }

  /** Returns whether this is a thread that waits in a way that is unknown to the time and may be passed. */
  boolean isIdle() {
    Thread thread = carrier;
    return thread == null
        ? kind == Kind.STAGE
        : kind == Kind.THREAD && ThreadActivity.of(thread) == ThreadActivity.WAITING;
  }

  /** Returns whether this is a thread that has ended. */
  boolean isGone() {
    Thread thread = carrier;
    return kind == Kind.THREAD && thread != null && !thread.isAlive();
  }

  /** Returns whether the thread waits for the network or loads a class. */
  boolean isInSystem() {
    Thread thread = carrier;
    return thread != null && ThreadActivity.of(thread) == ThreadActivity.IN_SYSTEM;
  }

  /** Returns a human-readable description with the stack of the thread. */
  String description() {
    Thread thread = carrier;
    if (thread == null) {
      return what + ", which is bound to no thread";
    }
    String stack = Arrays.stream(thread.getStackTrace())
        .takeWhile(frame -> !frame.getClassName().startsWith("org.junit."))
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining());
    return what + ", on thread " + thread.getName()
        + (thread.isAlive() ? " (" + thread.getState() + ")" + stack : ", which has ended");
  }
}
