package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/** Takes in what polls bring. Thread-safe. */
interface PollResults {
  /** Returns how long a task has been watched. */
  Duration elapsed(WatchedTask task);

  /** Takes in that a thread begins a poll; false if it is not to be sent. */
  boolean begin(Poll poll);

  void observed(Poll poll, VideoTask observation, WaitVerdict verdict, long interval);

  void failed(Poll poll, QueryException error, long interval);

  void neverSent(Poll poll);
}
