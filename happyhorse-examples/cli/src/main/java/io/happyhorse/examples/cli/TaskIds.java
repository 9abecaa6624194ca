package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids on a command line and in a file, each once, all checked before anything is asked. */
final class TaskIds {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

  private TaskIds() {}

  /** Returns the ids; what is wrong with them is an {@link IllegalArgumentException}. */
  static List<TaskId> of(Collection<String> given, @Nullable Path file) {
    List<String> all = new ArrayList<>(given);
    if (file != null) {
      all.addAll(linesOf(file));
    }
    Set<TaskId> ids = new LinkedHashSet<>();
    all.forEach(text -> ids.add(checked(text.strip())));
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("No task id is given: name one or more.");
    }
    return List.copyOf(ids);
  }

  private static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException | UncheckedIOException unreadable) {
      throw new IllegalArgumentException(
          "The file '" + file + "' with task ids cannot be read: check --ids-file.", unreadable);
    }
  }

  private static TaskId checked(String text) {
    TaskId id = TaskId.of(text);
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text
              + "' cannot be a task id: use up to 128 letters, digits, '-' and '_', a letter or digit first.");
    }
    return id;
  }
}
