package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The file with the ids of unfinished tasks, and the command that resumes with them. */
final class ResumeFile {
  static final String DEFAULT = "happyhorse-unfinished.txt";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private ResumeFile() {}

  /** Writes the ids, one on a line, to the file, or, if it exists, to one with a number in its name; returns which. */
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
      Path written = Files.write(file, lines, StandardOpenOption.CREATE_NEW);
      return written.equals(file);
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

  /** Returns the command that resumes, as a shell reads it. */
  static String command(Path idsFile, List<String> settings) {
    List<String> words = new ArrayList<>(List.of("happyhorse", "watch", "--ids-file"));
    words.add(idsFile.toString().startsWith("-") ? "./" + idsFile : idsFile.toString());
    words.addAll(settings);
    return words.stream().map(ResumeFile::quoted).collect(Collectors.joining(" "));
  }

  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
