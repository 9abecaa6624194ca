package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ids on a command line and in a file, without duplicates, all validated before the first request. */
final class TaskIds {
  private TaskIds() {}

  /** Returns the ids. Throws an {@link IllegalArgumentException} if one is invalid. */
  static List<TaskId> of(Collection<String> given, @Nullable Path file, InputFiles inputs) {
    Set<TaskId> ids = new LinkedHashSet<>();
    given.forEach(text -> ids.add(TaskId.of(text.strip())));
    if (file != null) {
      addLinesOf(file, inputs, ids);
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          file == null
              ? "No task id is given: pass one or more, or use --ids-file or --outbox."
              : "There is no task id in " + InputFiles.name(file) + ": check --ids-file.");
    }
    return List.copyOf(ids);
  }

  private static void addLinesOf(Path file, InputFiles inputs, Set<TaskId> ids) {
    List<String> lines = inputs.read(file, "The task ids", "--ids-file").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          ids.add(TaskId.of(line));
        } catch (IllegalArgumentException invalid) {
          throw new IllegalArgumentException(
              "Line " + (i + 1) + " of " + InputFiles.name(file) + ": " + invalid.getMessage(),
              invalid);
        }
      }
    }
  }
}
