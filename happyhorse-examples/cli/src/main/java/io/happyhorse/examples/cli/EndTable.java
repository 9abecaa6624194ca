package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskFailure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The human-readable summary: a line for each task or, if there are many tasks, for each task that did not succeed. */
final class EndTable {
  private static final int MANY = 50;

  private EndTable() {}

  static void print(List<TaskResult> ends, boolean revealsUrl, PrintWriter out) {
    List<TaskResult> shown = ends.size() <= MANY
        ? ends
        : ends.stream()
            .filter(end -> end.exitCode() != ExitCode.DONE)
            .limit(MANY)
            .toList();
    int width = shown.stream().mapToInt(end -> end.id().value().length()).max().orElse(0);
    out.println();
    out.println("Times since the watch began:");
    shown.forEach(end -> out.println(String.format(
            Locale.ROOT,
            "%-" + Math.max(1, width) + "s  %-12s %6s  %s",
            end.id(),
            end.task() == null ? "(no response)" : TaskFormat.word(end.task()),
            TaskFormat.clock(end.elapsed()),
            remark(end, revealsUrl))
        .stripTrailing()));
    if (shown.size() < ends.size()) {
      long done = ends.stream().filter(end -> end.exitCode() == ExitCode.DONE).count();
      out.println("... of " + ends.size() + " tasks; " + done + " are done.");
    }
  }

  private static String remark(TaskResult end, boolean revealsUrl) {
    if (end.error() != null) {
      String hint = DownloadHint.ofStorage(end.error());
      return TaskFormat.remark(end.error()) + (hint == null ? "" : "; " + hint);
    }
    TaskFailure failure = end.task() == null ? null : end.task().failure();
    if (failure != null) {
      return TaskFormat.failureOf(failure);
    }
    String file = end.video() == null ? "" : TaskFormat.file(end.video());
    return revealsUrl && end.task() != null && end.task().link() != null
        ? (file + " " + end.task().link().reveal()).strip()
        : file;
  }
}
