package io.happyhorse.core.time;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The participants of a virtual time, their threads, and the waits that park them. Guarded by the lock of the time. */
final class Participants {
  private final Map<Thread, List<Participant>> carried = new HashMap<>();
  private final Set<Participant> unparked = new LinkedHashSet<>();
  private final Set<Waiter> waiters = new LinkedHashSet<>();

  void add(Participant participant) {
    unparked.add(participant);
  }

  void carryOn(Thread thread, Participant participant) {
    leaveCarrier(participant);
    participant.carryOn(thread);
    carried.computeIfAbsent(thread, unused -> new ArrayList<>(1)).add(participant);
  }

  void remove(Participant participant) {
    participant.finish();
    leaveCarrier(participant);
    unparked.remove(participant);
  }

  private void leaveCarrier(Participant participant) {
    Thread carrier = participant.carrier();
    List<Participant> shared = carrier == null ? null : carried.get(carrier);
    if (shared != null && shared.remove(participant) && shared.isEmpty()) {
      carried.remove(carrier);
    }
  }

  /** Parks the participants bound to the thread of a wait. */
  void suspend(Waiter waiter) {
    waiter.setParked(
        carriedBy(waiter.thread()).stream().filter(unparked::remove).toList());
    waiters.add(waiter);
  }

  /** Ends a wait; returns whether it was registered. */
  boolean resume(Waiter waiter) {
    boolean waited = waiters.remove(waiter);
    if (waited) {
      waiter.parked().stream().filter(parked -> !parked.isFinished()).forEach(unparked::add);
    }
    return waited;
  }

  /** Returns whether a waiting thread has been interrupted and is about to wake. */
  boolean isAnyInterrupted() {
    for (Waiter waiter : waiters) {
      if (waiter.thread().isInterrupted()) {
        return true;
      }
    }
    return false;
  }

  boolean isAnyWaiting() {
    return !waiters.isEmpty();
  }

  /** Wakes every waiting thread to check the state of the time. */
  void nudgeWaiters() {
    waiters.forEach(Waiter::nudge);
  }

  List<Participant> carriedBy(Thread thread) {
    return carried.getOrDefault(thread, List.of());
  }

  boolean areAllParked() {
    return unparked.isEmpty();
  }

  boolean areAllParkedBut(Collection<Participant> others) {
    return unparked.isEmpty() || others.containsAll(unparked);
  }

  List<Participant> unparked() {
    return List.copyOf(unparked);
  }

  void clear() {
    carried.clear();
    unparked.clear();
  }
}
