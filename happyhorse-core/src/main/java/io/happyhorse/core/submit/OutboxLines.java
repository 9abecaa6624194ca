package io.happyhorse.core.submit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The lines of an outbox: words with a tab between them, the last one the checksum of those before. */
final class OutboxLines {
  static final String INTENT = "intent";
  static final String SUBMITTED = "submitted";
  static final String WITHDRAWN = "withdrawn";

  /** A lock on a file holds for the whole process, so its threads need one of their own. */
  private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

  private final Path file;

  OutboxLines(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** Appends a line, and returns when it is on the disk. */
  void append(@Nullable Object... words) throws IOException {
    String text = Stream.of(words)
        .map(word -> word == null ? "-" : word.toString().replaceAll("[^!-~]", "_"))
        .collect(Collectors.joining("\t"));
    Path absolute = file.toAbsolutePath().normalize();
    synchronized (LOCKS.computeIfAbsent(absolute, path -> new Object())) {
      boolean isNew = !Files.exists(absolute);
      write(absolute, text + "\t" + checksum(text) + "\n");
      if (isNew) {
        forceFolder(absolute.getParent());
      }
    }
  }

  private static void write(Path file, String line) throws IOException {
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock lock = channel.lock();
      boolean torn = channel.size() > 0 && lastByte(channel) != '\n';
      channel.position(channel.size());
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(torn ? "\n" + line : line);
      while (bytes.hasRemaining()) {
        int ignored = channel.write(bytes);
      }
      channel.force(true);
      lock.release();
    }
  }

  private static int lastByte(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.read(last, channel.size() - 1) == 1 ? last.get(0) : 0;
  }

  /** Makes the name of a new file survive, where folders can be forced to the disk. */
  private static void forceFolder(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      return; // Windows cannot open a folder
    }
  }

  /** Returns the words of a line; null if its checksum is missing or wrong, as of a line that was torn. */
  static String @Nullable [] words(String line) {
    int last = line.lastIndexOf('\t');
    return last > 0 && checksum(line.substring(0, last)).equals(line.substring(last + 1))
        ? line.substring(0, last).split("\t", -1)
        : null;
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
