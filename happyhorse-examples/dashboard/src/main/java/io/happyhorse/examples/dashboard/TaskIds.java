package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.cluster.IdsFile;
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
    return file == null ? Stream.of() : IdsFile.read(file, System.in).stream();
  }
}
