package io.happyhorse.core.time;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reports what holds up a virtual time, and moves the time past threads that are idle. */
final class IdleJumps {
  private final VirtualClock clock;
  private final VirtualTimeBuilder.Mode mode;
  private final Participant maker;
  private final List<LongUnaryOperator> sources = new CopyOnWriteArrayList<>();

  /** Whether the time was read since its last move to an event of a source. Guarded by the lock of the time. */
  private boolean read;

  /** Creates the jumps of a time. They never pass the thread that created the time, {@code maker}. */
  IdleJumps(VirtualClock clock, VirtualTimeBuilder.Mode mode, Participant maker) {
    this.clock = clock;
    this.mode = mode;
    this.maker = maker;
  }

  void addSource(LongUnaryOperator nextEvent) {
    sources.add(nextEvent);
  }

  /** Called when the time is read. */
  void noteRead() {
    read = true;
  }

  /**
   * Takes a snapshot of the time. Sources of events are queried only if nothing has moved since the previous snapshot, since
   * this may take a while.
   */
  TimeCheck check(long movesBefore) {
    TimeCheck check = checkUntil(VirtualClock.NEVER);
    return check.moves() == movesBefore && !sources.isEmpty() && check.isIdle()
        ? checkUntil(nextEvent())
        : check;
  }

  private TimeCheck checkUntil(long event) {
    return clock.getLocked(() -> {
      long next = Math.min(clock.nextTimer(), event);
      boolean inUse = next != VirtualClock.NEVER || clock.participants.isAnyWaiting();
      boolean isManual = mode == VirtualTimeBuilder.Mode.MANUAL;
      boolean awaited = isManual ? clock.byHand.isAwaited(inUse) : inUse;
      return new TimeCheck(
          clock.moves(),
          clock.participants.unparked(),
          next,
          isManual || next != VirtualClock.NEVER,
          inUse,
          awaited && clock.isRunning());
    });
  }

  /** Returns the next event of a source if the time was read since the last one, otherwise {@link VirtualClock#NEVER}. */
  private long nextEvent() {
    long now = passedIfRead();
    return now < 0
        ? VirtualClock.NEVER
        : sources.stream()
            .mapToLong(source -> source.applyAsLong(now))
            .min()
            .orElse(VirtualClock.NEVER);
  }

  private long passedIfRead() {
    return clock.getLocked(() -> read ? clock.reading() : -1);
  }

  /** Moves past threads that have been idle for a while, unless the time has moved since the snapshot. */
  void passIdle(TimeCheck check) {
    TimerJumps.Due due = passed(check);
    if (due != null) {
      clock.jumps().fire(due);
    }
  }

  private TimerJumps.@Nullable Due passed(TimeCheck check) {
    return clock.getLocked(() -> {
      if (check.moves() != clock.moves() || !clock.jumps().isFreeToJump()) {
        return null;
      }
      if (mode == VirtualTimeBuilder.Mode.MANUAL) {
        clock.byHand.noteQuiet(clock.moves());
        return null;
      }
      check.unparked().stream().filter(idle -> idle != maker).forEach(clock.participants::remove);
      read &= clock.nextTimer() <= check.next();
      return clock.jumps().jumpTo(check.next());
    });
  }
}
