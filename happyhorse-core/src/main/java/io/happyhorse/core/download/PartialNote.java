package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bytes of a file in the making are, in a small file beside it. The link is not in it: it is a secret, and soon over. */
record PartialNote(Path path) {
  private static final String HEADER = "HappyHorse partial video 1";
  private static final int LINES = 5;
  private static final long LONGEST = 4_096;

  void write(TaskId task, Version version) throws IOException {
    Files.write(
        path,
        List.of(
            HEADER,
            task.value(),
            version.eTag() == null ? "" : version.eTag(),
            version.total() == null ? "" : version.total().toString(),
            version.checksum() == null ? "" : Long.toUnsignedString(version.checksum())));
  }

  /** Returns what was noted of a task's video; null if nothing was, or nothing that can be read. */
  @Nullable
  Version read(TaskId task) {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > LONGEST) {
        return null;
      }
      List<String> lines = Files.readAllLines(path);
      if (lines.size() != LINES
          || !lines.get(0).equals(HEADER)
          || !lines.get(1).equals(task.value())) {
        return null;
      }
      return new Version(
          lines.get(2).isEmpty() ? null : lines.get(2),
          lines.get(3).isEmpty() ? null : Long.valueOf(lines.get(3)),
          lines.get(4).isEmpty() ? null : Long.valueOf(Long.parseUnsignedLong(lines.get(4))));
    } catch (IOException | UncheckedIOException | NumberFormatException unreadable) {
      return null;
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
