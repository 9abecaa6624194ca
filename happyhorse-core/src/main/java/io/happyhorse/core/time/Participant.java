package io.happyhorse.core.time;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A thread or a piece of work that must be parked or finished before a virtual time moves on. Its fields are guarded by the lock of
 * the time.
 */
final class Participant implements Activity {
  private final VirtualClock clock;
  private final Object what;
  private final boolean isThread;
  private @Nullable Thread carrier;
  private boolean finished;

  private Participant(VirtualClock clock, Object what, boolean isThread) {
    this.clock = clock;
    this.what = what;
    this.isThread = isThread;
  }

  /** Returns a thread that takes part for its own sake: it may wait in ways that the time does not know. */
  static Participant thread(VirtualClock clock, Object what) {
    return new Participant(clock, what, true);
  }

  /** Returns work that must finish, such as a poll: it never counts as parked because its thread waits. */
  static Participant work(VirtualClock clock, Object what) {
    return new Participant(clock, what, false);
  }

  @Override
  public void continueHere() {
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

  boolean isFinished() {
    return finished;
  }

  void finish() {
    finished = true;
  }

  /** Tells whether its thread waits in a way that the time does not know and that does not hold the time up. */
  boolean isIdle() {
    Thread thread = carrier;
    return isThread && thread != null && ThreadActivity.of(thread) == ThreadActivity.WAITING;
  }

  /** Tells whether it is a thread that has ended and can move nothing any more. */
  boolean isGone() {
    Thread thread = carrier;
    return isThread && thread != null && !thread.isAlive();
  }

  /** Tells whether its thread waits for the network or loads a class. */
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
