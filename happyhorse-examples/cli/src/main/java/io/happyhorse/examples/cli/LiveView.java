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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Updates a line for each task on a terminal, for as many tasks as fit, and a summary line. */
final class LiveView implements WatchView {
  private static final int PERCENT = 100;
  private static final int REDRAW_MILLIS = 100;
  private static final int SHORTEST_ID = 8;

  /** The width of a line without the id: status, progress, age, ETA and blanks. */
  private static final int BESIDE_ID = 48;

  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 30;
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final TimeSource time;
  private final Terminal.Size size;
  private final boolean colors;
  private final BiFunction<VideoTask, Duration, @Nullable Duration> eta;
  private final long start;
  private final Map<TaskId, Row> open = new LinkedHashMap<>();
  private final int idWidth;
  private final ScheduledExecutorService redraw =
      Executors.newSingleThreadScheduledExecutor(LiveView::daemon);
  private int done;
  private int failed;
  private int gaveUp;
  private int drawn;
  private String frame = "";
  private boolean closed;

  /** An unfinished task. */
  private static final class Row {
    @Nullable
    VideoTask task;

    long seenAt;
    String note = "";
  }

  /**
   * Starts to show tasks.
   *
   * @param eta returns the time within which most similar tasks finish, given when a task was last seen; null if unknown
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
    this.size = size;
    this.colors = colors;
    this.eta = eta;
    this.start = time.nanoTime();
    ids.forEach(id -> open.put(id, new Row()));
    int longest = ids.stream().mapToInt(id -> id.value().length()).max().orElse(0);
    this.idWidth = Math.min(longest, Math.max(SHORTEST_ID, size.columns() - BESIDE_ID));
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
    see(observation.task());
  }

  @Override
  public synchronized void fetching(VideoTask task) {
    see(task);
  }

  private void see(VideoTask task) {
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
  public synchronized void ended(TaskResult end) {
    open.remove(end.id());
    if (end.exitCode() == ExitCode.DONE) {
      done++;
    } else {
      failed += end.isFinished() ? 1 : 0;
      gaveUp += end.isFinished() ? 0 : 1;
    }
  }

  /** Prints a permanent line above the updated ones. */
  @Override
  public synchronized void message(String line) {
    out.print(up() + CLEAR_BELOW + line + "\n");
    drawn = 0;
    frame = "";
    draw();
  }

  /** Returns the codes that move the cursor to the first updated line. */
  private String up() {
    return drawn == 0 ? "\r" : "\u001b[" + drawn + "A\r";
  }

  /** Draws all lines at once, and only after a change, to avoid flicker. */
  private synchronized void draw() {
    if (closed) {
      return;
    }
    List<Map.Entry<TaskId, Row>> shown =
        open.entrySet().stream().limit(Math.max(1, size.rows() - 2)).toList();
    StringBuilder lines = new StringBuilder();
    shown.forEach(entry ->
        lines.append(line(entry.getKey(), entry.getValue())).append(CLEAR_LINE).append('\n'));
    lines.append(fitted(summary(open.size() - shown.size()))).append(CLEAR_LINE).append('\n');
    if (!lines.toString().equals(frame)) {
      frame = lines.toString();
      out.print(up() + frame + CLEAR_BELOW);
      out.flush();
      drawn = shown.size() + 1;
    }
  }

  private String line(TaskId id, Row row) {
    VideoTask task = row.task;
    int percent = task == null ? 0 : task.progress().percent().orElse(0);
    String text = String.format(
        Locale.ROOT,
        "  %-" + Math.max(1, idWidth) + "s  %-11s %3d%%  %6s  %-14s",
        shortened(id),
        task == null ? "" : TaskFormat.word(task),
        percent,
        TaskFormat.clock(watched(row)),
        row.note.isEmpty() ? eta(row) : row.note);
    return colored(task, fitted(text) + bar(percent, size.columns() - text.length() - 2));
  }

  /**
   * Returns an id shortened to the available width: a short part of its beginning and a longer part of its end, since ids differ at the
   * end.
   */
  private String shortened(TaskId id) {
    String text = id.value();
    if (text.length() <= idWidth) {
      return text;
    }
    int beginning = idWidth / 3;
    return text.substring(0, beginning) + "~"
        + text.substring(text.length() - (idWidth - beginning - 1));
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
    return left == null ? "" : "80 % in " + TaskFormat.clock(left);
  }

  private static String bar(int percent, int room) {
    int cells = Math.min(LONGEST_BAR, room - 2);
    if (cells < SHORTEST_BAR) {
      return "";
    }
    int filled = percent * cells / PERCENT;
    return "[" + "#".repeat(filled) + "-".repeat(cells - filled) + "]";
  }

  private String summary(int hidden) {
    return "  "
        + (hidden > 0 ? "and " + hidden + " more; " : "")
        + open.size() + " waiting, " + done + " done"
        + (failed > 0 ? ", " + failed + " failed" : "")
        + (gaveUp > 0 ? ", " + gaveUp + " given up" : "")
        + "; times since the watch began";
  }

  /** Returns a line cut to the width of the terminal, since a wrapped line could not be overwritten. */
  private String fitted(String line) {
    return line.length() < size.columns() ? line : line.substring(0, size.columns() - 1);
  }

  private String colored(@Nullable VideoTask task, String line) {
    if (!colors || task == null || !task.isFinished()) {
      return line;
    }
    return (task.isSucceeded() ? GREEN : RED) + line + PLAIN;
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
