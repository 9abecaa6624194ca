package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads task ids from a command line and from a file with one id per line. Each id is returned once. */
final class TaskIds {
  private TaskIds() {}

  static List<TaskId> of(Collection<String> given, @Nullable Path file) {
    List<TaskId> ids = Stream.concat(given.stream(), linesOf(file))
        .map(String::strip)
        .filter(text -> !text.isEmpty() && !text.startsWith("#"))
        .map(TaskId::of)
        .distinct()
        .toList();
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          "No task id is given: name at least one, or use --ids-file or --jdbc-url.");
    }
    return ids;
  }

  private static Stream<String> linesOf(@Nullable Path file) {
    try {
      return file == null ? Stream.of() : Files.readAllLines(file).stream();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The task ids in '" + file + "' cannot be read: check --ids-file.", unreadable);
    }
  }
}
