package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file with the ids of unfinished tasks. */
final class ResumeFile {
  static final String DEFAULT = "happyhorse-unfinished.txt";

  private ResumeFile() {}

  /** Writes the ids, one per line, to the file, or to a numbered file if it exists. Returns the written file. */
  static Path write(List<TaskId> ids, Path file) throws IOException {
    List<String> lines = ids.stream().map(TaskId::value).toList();
    Path numbered = file;
    for (int number = 2; !isWritten(lines, numbered); number++) {
      numbered = file.resolveSibling(withNumber(file, number));
    }
    return numbered;
  }

  private static boolean isWritten(List<String> lines, Path file) throws IOException {
    try {
      Path unused = Files.write(file, lines, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  private static String withNumber(Path file, int number) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0
        ? name + "-" + number
        : name.substring(0, dot) + "-" + number + name.substring(dot);
  }
}
