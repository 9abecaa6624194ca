package io.happyhorse.examples.cli;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.Time;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps one line of a terminal up to date: a bar, the progress, the status, the time that has passed. */
final class LiveView implements ProgressView {
  private static final int CELLS = 30;
  private static final int PERCENT = 100;
  private static final int REDRAW_MILLIS = 100;
  private static final String TO_LINE_START = "\r";
  private static final String CLEAR_REST = "\u001b[K";

  private final PrintWriter out;
  private final Time time;
  private final long start;
  private final ScheduledExecutorService redraw =
      Executors.newSingleThreadScheduledExecutor(LiveView::daemon);
  private @Nullable VideoTask seen;
  private boolean closed;

  LiveView(PrintWriter out, Time time) {
    this.out = out;
    this.time = time;
    this.start = time.ticks();
    ScheduledFuture<?> unused =
        redraw.scheduleAtFixedRate(this::draw, 0, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "happyhorse-live-view");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void observed(TaskObservation observation) {
    seen = observation.task();
    draw();
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    out.print(TO_LINE_START + line() + CLEAR_REST);
    out.flush();
  }

  private String line() {
    VideoTask task = seen;
    int percent = task == null ? 0 : task.progress().percent().orElse(0);
    int filled = percent * CELLS / PERCENT;
    return String.format(
        Locale.ROOT,
        "  [%s%s] %3d%%  %-11s  %s",
        "#".repeat(filled),
        "-".repeat(CELLS - filled),
        percent,
        task == null ? "" : task.statusWord(),
        TaskText.clock(time.since(start)));
  }

  @Override
  public synchronized void close() {
    draw();
    closed = true;
    redraw.shutdown();
    out.println();
  }
}
