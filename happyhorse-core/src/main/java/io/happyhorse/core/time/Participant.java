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

  /** What takes part. */
  enum Kind {
    /** A thread for its own sake: it may wait in ways that the time does not know. */
    THREAD,
    /** Work that must finish, such as a poll: it never counts as parked because its thread waits in such a way. */
    WORK,
    /** The stage of a future: work, once an executor has begun it. It may have been dropped before. */
    STAGE
  }

  Participant(VirtualClock clock, Object what, Kind kind) {
    this.clock = clock;
    this.what = what;
    this.kind = kind;
  }

  @Override
  public void bindToCurrentThread() {
    clock.carryOnThisThread(this);
  }

  @Override
  public void close() {
    clock.finish(this);
  }

  @Nullable
  Thread carrier() {
    return carrier;
  }

  void carryOn(@Nullable Thread thread) {
    carrier = thread;
  }

  /** Returns whether it is a thread, rather than work on one. */
  boolean isThread() {
    return kind == Kind.THREAD;
  }

  boolean isFinished() {
    return finished;
  }

  void finish() {
    finished = true;
  }

  /** Returns whether it waits in a way that the time does not know and that does not hold the time up. */
  boolean isIdle() {
    Thread thread = carrier;
    return thread == null
        ? kind == Kind.STAGE
        : kind == Kind.THREAD && ThreadActivity.of(thread) == ThreadActivity.WAITING;
  }

  /** Returns whether it is a thread that has ended and can move nothing any more. */
  boolean isGone() {
    Thread thread = carrier;
    return kind == Kind.THREAD && thread != null && !thread.isAlive();
  }

  /** Returns whether its thread waits for the network or loads a class. */
  boolean isInSystem() {
    Thread thread = carrier;
    return thread != null && ThreadActivity.of(thread) == ThreadActivity.IN_SYSTEM;
  }

  /** Returns what it is and where its thread is, for a person to read. */
  String description() {
    Thread thread = carrier;
    if (thread == null) {
      return what + ", which no thread carries";
    }
    String stack = Arrays.stream(thread.getStackTrace())
        .takeWhile(frame -> !frame.getClassName().startsWith("org.junit."))
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining());
    return what + ", on thread " + thread.getName()
        + (thread.isAlive() ? " (" + thread.getState() + ")" + stack : ", which has ended");
  }
}
