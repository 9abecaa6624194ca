package io.happyhorse.core.time;

import java.util.List;

/** Adds the participants of a virtual time, parks them while they wait, and removes them, under the lock of the time. */
final class Enrolment {
  private final VirtualClock clock;
  private final Participants participants;
  private final boolean isLenient;

  Enrolment(VirtualClock clock, Participants participants, boolean isLenient) {
    this.clock = clock;
    this.participants = participants;
    this.isLenient = isLenient;
  }

  /** Adds the calling thread as a participant. */
  Participant enroll(Object what) {
    Participant thread = new Participant(clock, what, Participant.Kind.THREAD);
    clock.runLocked(() -> {
      participants.add(thread);
      participants.carryOn(Thread.currentThread(), thread);
    });
    return thread;
  }

  Participant begin(Object what, Participant.Kind kind) {
    Participant work = new Participant(clock, what, kind);
    clock.runLocked(() -> {
      if (!clock.isClosed()) {
        participants.add(work);
        clock.noteMove();
      }
    });
    return work;
  }

  void carryOnThisThread(Participant participant) {
    clock.runLocked(() -> {
      if (!clock.isClosed() && !participant.isFinished()) {
        participants.carryOn(Thread.currentThread(), participant);
      }
    });
  }

  void finish(Participant participant) {
    clock.runLocked(() -> {
      participants.remove(participant);
      clock.noteMove();
    });
    clock.jumps().jumpWhileAllAreParked();
  }

  /**
   * Parks the participants bound to the waiter's thread. In a lenient time, any other thread becomes a participant when it first waits.
   */
  void suspend(Waiter waiter) {
    clock.watch();
    clock.runLocked(() -> {
      if (isLenient && participants.carriedBy(waiter.thread()).isEmpty() && !clock.isClosed()) {
        Participant unused = enroll("a thread that has waited in this time");
      }
      if (!waiter.isAwake()) {
        participants.suspend(waiter);
      }
      clock.noteMove();
    });
  }

  void resume(Waiter waiter) {
    clock.runLocked(() -> {
      if (participants.resume(waiter)) {
        clock.noteMove();
      }
    });
  }

  /** Removes threads that have ended. */
  void removeEnded() {
    clock.runLocked(() -> {
      List<Participant> gone =
          participants.unparked().stream().filter(Participant::isGone).toList();
      gone.forEach(participants::remove);
      if (!gone.isEmpty()) {
        clock.noteMove();
      }
    });
    clock.jumps().jumpWhileAllAreParked();
  }
}
