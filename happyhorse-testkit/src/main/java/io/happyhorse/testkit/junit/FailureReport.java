package io.happyhorse.testkit.junit;

import io.happyhorse.testkit.TaskJournal;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is printed after a failed test: the timelines of its tasks, and how to replay it. */
final class FailureReport {
  private static final int MOST_SHOWN = 20;
  private static final Collector<CharSequence, ?, String> LINES =
      Collectors.joining(System.lineSeparator());

  private FailureReport() {}

  static String of(String test, TestFixture fixture) {
    List<TaskJournal> tasks = fixture.journal().tasks();
    int omitted = tasks.size() - MOST_SHOWN;
    return Stream.of(
            tasks.isEmpty() ? "" : "Queries to the gateway of " + test + ":",
            tasks.stream().limit(MOST_SHOWN).map(TaskJournal::timeline).collect(LINES),
            omitted > 0 ? "... and " + omitted + " more tasks" : "",
            fixture.replay(test))
        .filter(line -> !line.isEmpty())
        .collect(LINES);
  }
}
