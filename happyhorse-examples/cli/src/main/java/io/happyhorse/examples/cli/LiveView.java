package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Shows each task on a line of the terminal, as many tasks as fit, and a summary below them. The lines are updated in place. */
final class LiveView implements WatchView {
  private static final int REDRAW_MILLIS = 100;
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final TimeSource time;
  private final int maxTasks;
  private final LiveLines lines;
  private final BiFunction<VideoTask, Duration, @Nullable Duration> eta;
  private final long start;
  private final Map<TaskId, Row> open = new LinkedHashMap<>();
  private final ScheduledExecutorService redraw =
      Executors.newSingleThreadScheduledExecutor(LiveView::daemon);
  private int done;
  private int failed;
  private int gaveUp;
  private int drawnLines;
  private String frame = "";
  private boolean closed;

  /** A task that is waited for, or whose video is being downloaded. */
  private static final class Row {
    @Nullable
    VideoTask task;

    long seenAt;
    String note = "";
  }

  /**
   * Starts to show tasks.
   *
   * @param eta returns the time within which 80 % of similar tasks finish, given a task and the time since its last observation; null if
   *     unknown
   */
  LiveView(
      PrintWriter out,
      TimeSource time,
      Collection<TaskId> ids,
      Terminal.Size size,
      boolean colors,
      BiFunction<VideoTask, Duration, @Nullable Duration> eta) {
    this.out = out;
    this.time = time;
    this.maxTasks = Math.max(1, size.rows() - 2);
    this.lines = LiveLines.of(ids, size.columns(), colors);
    this.eta = eta;
    this.start = time.nanoTime();
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
  public synchronized void onObservation(TaskObservation observation) {
    observed(observation.task());
  }

  @Override
  public synchronized void downloadStarted(VideoTask task) {
    observed(task);
  }

  private void observed(VideoTask task) {
    Row row = open.get(task.id());
    if (row != null) {
      row.task = task;
      row.seenAt = time.nanoTime();
    }
  }

  @Override
  public synchronized void downloading(DownloadProgress progress) {
    Row row = open.get(progress.taskId());
    if (row != null) {
      row.note = TaskFormat.progress(progress);
    }
  }

  @Override
  public synchronized void ended(TaskResult result) {
    open.remove(result.id());
    if (result.exitCode() == ExitCode.SUCCESS) {
      done++;
    } else {
      failed += result.isFinished() ? 1 : 0;
      gaveUp += result.isFinished() ? 0 : 1;
    }
  }

  /** Prints a line above those that are updated. */
  @Override
  public synchronized void message(String line) {
    out.print(up() + CLEAR_BELOW + line + "\n");
    drawnLines = 0;
    frame = "";
    draw();
  }

  /** Returns the codes that move the cursor to the first line of the last drawing. */
  private String up() {
    return drawnLines == 0 ? "\r" : "\u001b[" + drawnLines + "A\r";
  }

  /** Draws all lines at once, and only after a change, to avoid flicker. */
  private synchronized void draw() {
    if (closed) {
      return;
    }
    List<Map.Entry<TaskId, Row>> shown =
        open.entrySet().stream().limit(maxTasks).toList();
    StringBuilder drawing = new StringBuilder();
    shown.forEach(entry -> drawing
        .append(line(entry.getKey(), entry.getValue()))
        .append(CLEAR_LINE)
        .append('\n'));
    drawing
        .append(lines.fitted(summary(open.size() - shown.size())))
        .append(CLEAR_LINE)
        .append('\n');
    if (!drawing.toString().equals(frame)) {
      frame = drawing.toString();
      out.print(up() + frame + CLEAR_BELOW);
      out.flush();
      drawnLines = shown.size() + 1;
    }
  }

  private String line(TaskId id, Row row) {
    return lines.task(id, row.task, watched(row), row.note.isEmpty() ? eta(row) : row.note);
  }

  /** Returns how long a task has been watched, up to its end. */
  private Duration watched(Row row) {
    return row.task == null || !row.task.isFinished()
        ? time.since(start)
        : Duration.ofNanos(row.seenAt - start);
  }

  private String eta(Row row) {
    VideoTask task = row.task;
    Duration left = task == null ? null : eta.apply(task, time.since(row.seenAt));
    return left == null ? "" : "likely in " + TaskFormat.clock(left);
  }

  private String summary(int hidden) {
    return "  "
        + (hidden > 0 ? "and " + hidden + " more; " : "")
        + open.size() + " waiting, " + done + " done"
        + (failed > 0 ? ", " + failed + " failed" : "")
        + (gaveUp > 0 ? ", " + gaveUp + " given up" : "")
        + "; times since the watch began";
  }

  @Override
  public synchronized void close() {
    redraw.shutdown();
    if (!closed) {
      out.print(up() + CLEAR_BELOW);
      out.flush();
    }
    closed = true;
  }
}
