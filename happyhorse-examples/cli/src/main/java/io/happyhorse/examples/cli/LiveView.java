package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.Time;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Keeps a line for each task of a terminal up to date, as many as fit, and one for all of them together. */
final class LiveView implements WatchView {
  private static final int CELLS = 20;
  private static final int PERCENT = 100;
  private static final int REDRAW_MILLIS = 100;
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final Time time;
  private final Terminal.Size size;
  private final boolean colours;
  private final BiFunction<VideoTask, Duration, @Nullable Duration> eta;
  private final long start;
  private final Map<TaskId, Row> open = new LinkedHashMap<>();
  private final ScheduledExecutorService redraw =
      Executors.newSingleThreadScheduledExecutor(LiveView::daemon);
  private int done;
  private int failed;
  private int gaveUp;
  private int drawn;
  private boolean closed;

  /** A task that goes on. */
  private static final class Row {
    @Nullable
    VideoTask task;

    long seenAt;
    String note = "";
  }

  /**
   * Begins to show tasks.
   *
   * @param eta within what time most tasks like this one are done, given how long ago it was seen; null if that is not known
   */
  LiveView(
      PrintWriter out,
      Time time,
      Collection<TaskId> ids,
      Terminal.Size size,
      boolean colours,
      BiFunction<VideoTask, Duration, @Nullable Duration> eta) {
    this.out = out;
    this.time = time;
    this.size = size;
    this.colours = colours;
    this.eta = eta;
    this.start = time.ticks();
    ids.forEach(id -> open.put(id, new Row()));
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
    Row row = open.get(observation.task().id());
    if (row != null) {
      row.task = observation.task();
      row.seenAt = time.ticks();
      row.note = "";
    }
  }

  @Override
  public synchronized void downloading(DownloadProgress progress) {
    Row row = open.get(progress.taskId());
    if (row != null) {
      row.note = "downloading " + TaskText.progress(progress);
    }
  }

  @Override
  public synchronized void ended(End end) {
    open.remove(end.id());
    String colour;
    if (end.exitCode() == ExitCode.DONE) {
      done++;
      colour = GREEN;
    } else {
      failed += end.isFinished() ? 1 : 0;
      gaveUp += end.isFinished() ? 0 : 1;
      colour = RED;
    }
    String state = end.task() == null ? "(never seen)" : TaskText.state(end.task());
    above(coloured(
        colour, fitted("  " + end.id() + "  " + state + "  " + TaskText.clock(end.elapsed()))));
  }

  @Override
  public synchronized void told(String line) {
    above(line);
  }

  /** Prints a line that stays, above those that are kept up to date. */
  private void above(String line) {
    wipe();
    out.println(line + CLEAR_LINE);
    draw();
  }

  private void wipe() {
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A\r" + CLEAR_BELOW);
      drawn = 0;
    }
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    wipe();
    int fitting = Math.max(1, size.rows() - 2);
    List<Map.Entry<TaskId, Row>> shown = open.entrySet().stream().limit(fitting).toList();
    shown.forEach(entry -> out.println(fitted(line(entry.getKey(), entry.getValue()))));
    out.println(fitted(summary(open.size() - shown.size())));
    drawn = shown.size() + 1;
    out.flush();
  }

  private String line(TaskId id, Row row) {
    VideoTask task = row.task;
    int percent = task == null ? 0 : task.progress().percent().orElse(0);
    int filled = percent * CELLS / PERCENT;
    return String.format(
        Locale.ROOT,
        "  %s  [%s%s] %3d%%  %-11s  %s%s",
        id,
        "#".repeat(filled),
        "-".repeat(CELLS - filled),
        percent,
        task == null ? "" : TaskText.word(task),
        TaskText.clock(time.since(start)),
        row.note.isEmpty() ? eta(row) : "  " + row.note);
  }

  private String eta(Row row) {
    VideoTask task = row.task;
    Duration left = task == null ? null : eta.apply(task, time.since(row.seenAt));
    return left == null ? "" : "  80 % are done within " + TaskText.clock(left);
  }

  private String summary(int hidden) {
    return "  "
        + (hidden > 0 ? "and " + hidden + " more; " : "")
        + open.size() + " going on, " + done + " done"
        + (failed > 0 ? ", " + failed + " failed" : "")
        + (gaveUp > 0 ? ", " + gaveUp + " given up" : "");
  }

  /** Returns as much of a line as a terminal has room for: one that wraps could not be written over. */
  private String fitted(String line) {
    return line.length() < size.columns() ? line : line.substring(0, size.columns() - 1);
  }

  private String coloured(String colour, String line) {
    return colours ? colour + line + PLAIN : line;
  }

  @Override
  public synchronized void close() {
    redraw.shutdown();
    wipe();
    closed = true;
    out.flush();
  }
}
