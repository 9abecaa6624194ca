package io.happyhorse.core.watch;

import io.happyhorse.core.error.WaitDetails;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.util.function.Function;

/** What a handle may do to its wait. Thread-safe. */
interface WaitControl {
  TimeSource time();

  WaitDetails details(OpenWait wait);

  /** Ends a wait, unless it has ended. */
  void end(OpenWait wait, Function<WaitDetails, WaitException> reason);

  /** Lets go of a wait whose future has been completed from outside. */
  void forget(OpenWait wait);

  /** Throws {@link IllegalStateException} if a callback is about to wait for a task: it would hold up the thread that ends its wait. */
  void refuseCallbacks(TaskId id);
}
