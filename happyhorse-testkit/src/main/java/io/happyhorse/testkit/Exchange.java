package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * One request for a task, and the response to it.
 *
 * @param task the requested task
 * @param body the state of the task
 * @param fault the fault of the response; null if there is none
 * @param query the number of the query that the request belongs to, counted from 1
 * @param again whether the client's HTTP stack has repeated the previous query by itself
 * @param late whether the client had received the end of the task before
 */
record Exchange(
    FakeTask task,
    TaskBody body,
    @Nullable Fault fault,
    Delivery delivery,
    int query,
    boolean again,
    boolean late) {
  /** Records that the client has received the observation, if there is one and it is not delayed. */
  void noteSent() {
    if (delivery.isAtOnce()) {
      noteArrived();
    }
  }

  /** Records that the client has received the observation, if there is one. */
  void noteArrived() {
    if (delivery.isObservation()) {
      task.noteDelivered(body);
    }
  }

  String description() {
    if (fault == null) {
      return body.toString();
    }
    return delivery.isObservation() ? body + ", " + fault : fault.toString();
  }
}
