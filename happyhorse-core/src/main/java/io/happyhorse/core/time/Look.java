package io.happyhorse.core.time;

import java.util.List;

/**
 * What the watchdog of a virtual time sees at one moment.
 *
 * @param moves the number of moves so far
 * @param unparked what keeps the time from moving
 * @param next the next timer or event, in ticks; {@link VirtualClock#NEVER} if there is none
 * @param canPass whether it could move on if everything were parked
 * @param inUse whether a timer is set, an event is to come, or a thread waits
 * @param awaited whether something waits for the time to move
 */
record Look(
    long moves,
    List<Participant> unparked,
    long next,
    boolean canPass,
    boolean inUse,
    boolean awaited) {
  /** Returns whether all that keeps the time from moving are threads that wait in ways that it does not know. */
  boolean isIdle() {
    return unparked.stream().allMatch(Participant::isIdle);
  }

  /** Returns whether something that keeps the time from moving waits for the network or loads a class. */
  boolean isInSystem() {
    return unparked.stream().anyMatch(Participant::isInSystem);
  }
}
