package io.happyhorse.core.time;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who takes part in a virtual time, on which thread, and who of them is not parked. Guarded by the lock of the time. */
final class Participants {
  private final Map<Thread, List<Participant>> carried = new HashMap<>();
  private final Set<Participant> unparked = new LinkedHashSet<>();

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

  /** Parks what a thread carries and returns it. */
  List<Participant> park(Thread thread) {
    List<Participant> parked = List.copyOf(carriedBy(thread));
    parked.forEach(unparked::remove);
    return parked;
  }

  void unpark(List<Participant> parked) {
    for (Participant participant : parked) {
      if (!participant.isFinished()) {
        unparked.add(participant);
      }
    }
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
