package io.happyhorse.examples.cli;

import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.WatcherEvent;
import io.happyhorse.core.watch.WatcherListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints errors while tasks are watched. Each kind is printed at most once a minute, since thousands of tasks may have the same error. */
final class ErrorReporter implements WatcherListener {
  private static final Duration REPEATED_AFTER = Duration.ofMinutes(1);

  private final WatchView view;
  private final TimeSource time;
  private final Map<ErrorKind, Long> reportedAt = new EnumMap<>(ErrorKind.class);

  ErrorReporter(WatchView view, TimeSource time) {
    this.view = view;
    this.time = time;
  }

  @Override
  public void onEvent(WatcherEvent event) {
    synchronized (view) {
      String line = line(event);
      if (line != null) {
        view.message(line);
      }
    }
  }

  private @Nullable String line(WatcherEvent event) {
    if (event instanceof WatcherEvent.PollFailed failed) {
      return isDue(ErrorKind.of(failed.error())) ? failed.error().getMessage() : null;
    }
    if (event instanceof WatcherEvent.Paused paused) {
      return "No requests for " + paused.pause().toSeconds() + " s: "
          + paused.error().problem() + ".";
    }
    return event instanceof WatcherEvent.RoundExceedsTimeout round
        ? "Querying " + round.tasks() + " tasks once takes " + TaskFormat.clock(round.round())
            + " minutes, longer than the timeout: raise --rate, --max-in-flight or --timeout."
        : null;
  }

  private boolean isDue(ErrorKind kind) {
    Long last = reportedAt.get(kind);
    boolean isDue = last == null || time.since(last).compareTo(REPEATED_AFTER) > 0;
    if (isDue) {
      reportedAt.put(kind, time.nanoTime());
    }
    return isDue;
  }
}
