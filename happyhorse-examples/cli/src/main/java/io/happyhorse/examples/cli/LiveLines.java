package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats the lines of a {@link LiveView}, none of them wider than the terminal, since a wrapped line could not be overwritten.
 *
 * @param columns the width of the terminal
 * @param idWidth the width of the column of the ids
 * @param colors whether finished tasks are colored
 */
record LiveLines(int columns, int idWidth, boolean colors) {
  private static final int PERCENT = 100;
  private static final int SHORTEST_ID = 8;

  /** The width of a line without the id: status, progress, age, remark and blanks. */
  private static final int BESIDE_ID = 50;

  private static final int SHORTEST_BAR = 8;
  private static final int LONGEST_BAR = 30;
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  /** Returns the format for tasks, whose ids are shortened if the terminal is narrow. */
  static LiveLines of(Collection<TaskId> ids, int columns, boolean colors) {
    int longest = ids.stream().mapToInt(id -> id.value().length()).max().orElse(0);
    return new LiveLines(
        columns, Math.min(longest, Math.max(SHORTEST_ID, columns - BESIDE_ID)), colors);
  }

  /**
   * Returns the line of a task.
   *
   * @param task the last observation; null if there is none yet
   * @param watched how long the task has been watched
   * @param remark what else is known about the task; empty for nothing
   */
  String task(TaskId id, @Nullable VideoTask task, Duration watched, String remark) {
    int percent = task == null ? 0 : task.progress().percent().orElse(0);
    String text = String.format(
        Locale.ROOT,
        "  %-" + Math.max(1, idWidth) + "s  %-11s %3d%%  %6s  %-15s ",
        shortened(id),
        task == null ? "" : TaskFormat.status(task),
        percent,
        TaskFormat.clock(watched),
        remark);
    return colored(task, fitted(text) + bar(percent, columns - text.length() - 2));
  }

  /**
   * Returns an id shortened to the width of its column: a short part of its beginning and a longer part of its end, since ids differ at
   * the end.
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

  private static String bar(int percent, int room) {
    int cells = Math.min(LONGEST_BAR, room - 2);
    if (cells < SHORTEST_BAR) {
      return "";
    }
    int filled = percent * cells / PERCENT;
    return "[" + "#".repeat(filled) + "-".repeat(cells - filled) + "]";
  }

  /** Returns a line cut to the width of the terminal. */
  String fitted(String line) {
    return line.length() < columns ? line : line.substring(0, columns - 1);
  }

  private String colored(@Nullable VideoTask task, String line) {
    if (!colors || task == null || !task.isFinished()) {
      return line;
    }
    return (task.isSucceeded() ? GREEN : RED) + line + PLAIN;
  }
}
