package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskFailure;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The table of results for people: a line for each task or, for more than 50 tasks, for the first 50 that did not succeed. */
final class ResultTable {
  private static final int MAX_ROWS = 50;

  private ResultTable() {}

  static void print(List<TaskResult> results, boolean revealsUrl, PrintWriter out) {
    List<TaskResult> shown = results.size() <= MAX_ROWS
        ? results
        : results.stream()
            .filter(result -> result.exitCode() != ExitCode.SUCCESS)
            .limit(MAX_ROWS)
            .toList();
    out.println();
    if (!shown.isEmpty()) {
      printRows(shown, revealsUrl, out);
    }
    if (shown.size() < results.size()) {
      long succeeded = results.stream()
          .filter(result -> result.exitCode() == ExitCode.SUCCESS)
          .count();
      out.println(succeeded + " of " + results.size() + " tasks succeeded"
          + (shown.isEmpty() ? "." : "; the table lists " + shown.size() + " of the others."));
    }
  }

  private static void printRows(List<TaskResult> results, boolean revealsUrl, PrintWriter out) {
    int width =
        results.stream().mapToInt(result -> result.id().value().length()).max().orElse(1);
    out.println("Times since the watch began:");
    results.forEach(result -> out.println(String.format(
            Locale.ROOT,
            "%-" + width + "s  %-12s %6s  %s",
            result.id(),
            result.task() == null ? "(no response)" : TaskFormat.status(result.task()),
            TaskFormat.clock(result.elapsed()),
            remark(result, revealsUrl))
        .stripTrailing()));
  }

  private static String remark(TaskResult result, boolean revealsUrl) {
    if (result.error() != null) {
      String hint = DownloadHint.ofFolder(result.error());
      return TaskFormat.remark(result.error()) + (hint == null ? "" : "; " + hint);
    }
    TaskFailure failure = result.task() == null ? null : result.task().failure();
    if (failure != null) {
      return TaskFormat.failureOf(failure);
    }
    String file = result.video() == null ? "" : TaskFormat.file(result.video());
    return revealsUrl && result.task() != null && result.task().link() != null
        ? (file + " " + result.task().link().reveal()).strip()
        : file;
  }
}
