package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the bytes of a partial file are, in a small file beside it. The link is not in it: it is a secret, and expires soon. */
record ResumeInfo(Path path) {
  private static final String HEADER = "HappyHorse partial video 1";
  private static final int LINES = 5;
  private static final long LONGEST = 4_096;
  private static final Pattern E_TAG = Pattern.compile("(?:\"[!-~]*\")?");

  void write(TaskId task, VideoVersion version) throws IOException {
    delete();
    Files.write(
        path,
        List.of(
            HEADER,
            task.value(),
            version.eTag() == null ? "" : version.eTag(),
            version.total() == null ? "" : version.total().toString(),
            version.checksum() == null ? "" : Long.toUnsignedString(version.checksum())),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
  }

  /** Returns what was noted of a task's video; null if nothing was, or nothing that makes sense. */
  @Nullable
  VideoVersion read(TaskId task) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) > LONGEST) {
      return null;
    }
    try {
      return version(task, Files.readAllLines(path));
    } catch (CharacterCodingException | NumberFormatException senseless) {
      return null;
    }
  }

  private static @Nullable VideoVersion version(TaskId task, List<String> lines) {
    boolean fits = lines.size() == LINES
        && lines.get(0).equals(HEADER)
        && lines.get(1).equals(task.value())
        && E_TAG.matcher(lines.get(2)).matches();
    return fits
        ? new VideoVersion(
            lines.get(2).isEmpty() ? null : lines.get(2),
            lines.get(3).isEmpty() ? null : Long.valueOf(lines.get(3)),
            lines.get(4).isEmpty() ? null : Long.valueOf(Long.parseUnsignedLong(lines.get(4))))
        : null;
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
