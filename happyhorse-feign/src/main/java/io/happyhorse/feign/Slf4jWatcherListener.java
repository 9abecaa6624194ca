package io.happyhorse.feign;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WatcherEvent;
import io.happyhorse.core.watch.WatcherListener;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the events of a watcher through SLF4J, to the logger {@code io.happyhorse.core.watch.TaskWatcher}. Thread-safe.
 *
 * <pre>{@code
 * TaskWatcher.builder(tasks).onEvent(new Slf4jWatcherListener()).build();
 * }</pre>
 *
 * <ul>
 *   <li>INFO: the waits that ended because the watcher was closed, on one line with their number and the first 10 ids.
 *   <li>WARN: pauses, a {@code Retry-After} that is capped, too many tasks for the rate, a failed schedule, and a poll
 * that hangs.
 *   <li>DEBUG: polls that failed.
 * </ul>
 *
 * <p>No line contains a link or the API key.
 */
public final class Slf4jWatcherListener implements WatcherListener {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWatcher.class);
  private static final int IDS_SHOWN = 10;

  /** Creates a listener, which can be used for any number of watchers. */
  public Slf4jWatcherListener() {}

  @Override
  public void onEvent(WatcherEvent event) {
    if (event instanceof WatcherEvent.PollFailed failed) {
      LOG.debug("A poll failed; its task is not affected: {}", failed.error().getMessage());
    } else if (event instanceof WatcherEvent.ClosedWhileWaiting closed) {
      closedWhileWaiting(closed.taskIds());
    } else {
      warn(event);
    }
  }

  private static void closedWhileWaiting(List<TaskId> ids) {
    String shown =
        ids.stream().limit(IDS_SHOWN).map(TaskId::value).collect(Collectors.joining(", "));
    String rest = ids.size() > IDS_SHOWN ? " and " + (ids.size() - IDS_SHOWN) + " more" : "";
    LOG.info(
        "The watcher was closed while it waited for {} {}: {}{}. To resume, wait for the same ids",
        ids.size(),
        ids.size() == 1 ? "task" : "tasks",
        shown,
        rest);
  }

  private static void warn(WatcherEvent event) {
    if (event instanceof WatcherEvent.Paused paused) {
      LOG.warn(
          "All polls pause for at least {}. {}", paused.pause(), paused.error().problem());
    } else if (event instanceof WatcherEvent.RetryAfterCapped capped) {
      LOG.warn(
          "The gateway requested a pause of {}; the pause is {}",
          capped.requested(),
          capped.actual());
    } else if (event instanceof WatcherEvent.RoundExceedsTimeout round) {
      LOG.warn(
          "Polling each of {} tasks once takes {}, longer than a timeout of {}: raise the rate, or use fewer tasks",
          round.tasks(),
          round.round(),
          round.timeout());
    } else if (event instanceof WatcherEvent.ScheduleFailed failed) {
      LOG.warn(
          "The schedule failed for task {}; the default schedule decided",
          failed.taskId(),
          failed.error());
    } else if (event instanceof WatcherEvent.WorkerReplaced hanging) {
      LOG.warn(
          "A poll of task {} ignores interrupts; another thread {} its place",
          hanging.taskId(),
          hanging.replaced() ? "takes" : "cannot take");
    } else {
      LOG.warn("{}", event);
    }
  }
}
