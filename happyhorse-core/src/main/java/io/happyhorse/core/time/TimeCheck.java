package io.happyhorse.core.time;

import java.util.List;

/**
 * A snapshot of a virtual time for its watchdog.
 *
 * @param moves the number of moves so far
 * @param unparked the participants that are not parked
 * @param next the next timer or event, in ticks; {@link VirtualClock#NEVER} if there is none
 * @param canPass whether the time could move if everything were parked
 * @param inUse whether a timer is set, an event is expected, or a thread waits
 * @param awaited whether something waits for the time to move
 */
record TimeCheck(
    long moves,
    List<Participant> unparked,
    long next,
    boolean canPass,
    boolean inUse,
    boolean awaited) {
  /** Returns whether the time is held up only by threads that wait in ways unknown to it. */
  boolean isIdle() {
    return unparked.stream().allMatch(Participant::isIdle);
  }

  /** Returns whether the time is held up by a thread that waits for the network or loads a class. */
  boolean isInSystem() {
    return unparked.stream().anyMatch(Participant::isInSystem);
  }
}
