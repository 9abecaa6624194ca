package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.GiveUpPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One of the waits for a task, with its own deadline and recipient. Belongs to the state of a watcher. Times are ticks. */
final class OpenWait {
  static final long ENDLESS = Long.MAX_VALUE;
  static final long LONGEST_MARGIN =
      GiveUpPolicy.lastPollMargin(Duration.ofNanos(ENDLESS)).toNanos();

  final WatchedTask task;
  final WaitRecipient recipient;
  final long since;
  final long deadline;
  private final int pollsBefore;

  /** The next wait for the same task. */
  @Nullable
  OpenWait next;

  boolean ended;

  /** Its number in the queue of deadlines; maintained by the queue. */
  int number = Numbers.NONE;

  OpenWait(WatchedTask task, WaitRecipient recipient, long now, long timeout) {
    this.task = task;
    this.recipient = recipient;
    this.since = now;
    this.deadline = timeout >= ENDLESS - now ? ENDLESS : now + timeout;
    this.pollsBefore = task.polls();
  }

  long timeout() {
    return deadline == ENDLESS ? ENDLESS : deadline - since;
  }

  /** Returns when the last poll before the deadline is due. */
  long lastPoll() {
    return deadline == ENDLESS
        ? ENDLESS
        : deadline - GiveUpPolicy.lastPollMargin(Duration.ofNanos(timeout())).toNanos();
  }

  int polls() {
    return task.polls() - pollsBefore;
  }

  Duration elapsed(long now) {
    return Duration.ofNanos(now - since);
  }
}
