package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * What one request about a task is answered.
 *
 * @param task who was asked for
 * @param body what is told about the task, if nothing happens to it
 * @param fault what happens to the answer; null if nothing
 * @param query which query it belongs to, counted from 1
 * @param again whether it is the same query, sent again by the client's own HTTP stack
 * @param late whether the client had been told the end before
 */
record Exchange(
    FakeTask task, TaskBody body, @Nullable Fault fault, int query, boolean again, boolean late) {
  /** Tells whether the client gets the state for an answer, sooner or later. */
  static boolean answers(@Nullable Fault fault) {
    return fault == null || isLate(fault) || fault instanceof Fault.ContentType;
  }

  private static boolean isLate(@Nullable Fault fault) {
    return fault instanceof Fault.Delay || fault instanceof Fault.SlowBody;
  }

  /** Notes that the client has the answer, if it gets one at once. */
  void deliver() {
    if (answers(fault) && !isLate(fault)) {
      task.noteDelivered(body);
    }
  }

  /** Notes that the client has the answer, however late. */
  void deliverLate() {
    if (answers(fault)) {
      task.noteDelivered(body);
    }
  }

  String story() {
    if (fault == null) {
      return body.toString();
    }
    return answers(fault) ? body + ", " + fault : fault.toString();
  }
}
