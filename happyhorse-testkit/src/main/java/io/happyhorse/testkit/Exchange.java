package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * One request about a task, and how it is answered.
 *
 * @param task the task that it asks for
 * @param body the state of the task
 * @param fault what happens to the response; null if nothing
 * @param delivery how it is answered
 * @param query which query it belongs to, counted from 1
 * @param again whether it is the same query, sent again by the client's own HTTP stack
 * @param late whether the client had been told the end before
 */
record Exchange(
    FakeTask task,
    TaskBody body,
    @Nullable Fault fault,
    Delivery delivery,
    int query,
    boolean again,
    boolean late) {
  /** Notes that the client has the observation, if it gets one at once. */
  void noteSent() {
    if (delivery.isAtOnce()) {
      noteArrived();
    }
  }

  /** Notes that the client has the observation, if it gets one. */
  void noteArrived() {
    if (delivery.isObservation()) {
      task.noteDelivered(body);
    }
  }

  String story() {
    if (fault == null) {
      return body.toString();
    }
    return delivery.isObservation() ? body + ", " + fault : fault.toString();
  }
}
