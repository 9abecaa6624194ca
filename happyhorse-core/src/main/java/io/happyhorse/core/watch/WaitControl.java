package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitEvidence;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.Time;
import java.util.function.Function;

/** What a handle may do to its wait. Thread-safe. */
interface WaitControl {
  Time time();

  WaitEvidence evidence(OpenWait wait);

  /** Ends a wait, unless it has ended. */
  void end(OpenWait wait, Function<WaitEvidence, WaitException> reason);

  /** Lets go of a wait whose future has been completed from outside. */
  void forget(OpenWait wait);

  /** Throws {@link IllegalStateException} if a callback is about to wait for a task: it would hold up the thread that ends its wait. */
  void refuseCallbacks(TaskId id);
}
