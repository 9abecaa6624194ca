package io.happyhorse.core.submit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Appends lines to the file of an outbox, from several threads and processes. */
final class OutboxLines {
  /**
   * Excludes other threads, since a file lock is held by the whole process. One object serves all files, since a file can have several
   * paths. It is a string literal, which is the same object for all class loaders.
   */
  private static final Object LOCK = "io.happyhorse.core.submit.OutboxLines";

  private final Path file;

  OutboxLines(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /**
   * Appends a line, and returns once it is on the disk.
   *
   * @throws IOException if it cannot be written, or the thread is interrupted
   */
  void append(@Nullable Object... words) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NoSuchFileException(file.toString(), null, "its folder does not exist");
    }
    synchronized (LOCK) {
      boolean isNew = !exists(absolute);
      write(absolute, OutboxLine.INTENT.equals(words[0]), OutboxLine.of(words) + "\n");
      if (isNew) {
        forceFolder(folder);
      }
    }
  }

  /**
   * Returns whether there is a file.
   *
   * @throws IOException if it is a folder, a pipe or a device
   */
  static boolean exists(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "it is not a regular file");
    }
    return Files.exists(file);
  }

  /**
   * Appends a line even if the thread is interrupted, since a result must not be lost. An interrupt closes the file, so the line may be
   * written twice, which does not change its meaning. The thread stays interrupted.
   */
  void appendUninterruptibly(@Nullable Object... words) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          append(words);
          return;
        } catch (ClosedByInterruptException | FileLockInterruptionException again) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Appends a line. Only an intent requires an outbox: a result must not be lost because other code has replaced the file. */
  private static void write(Path file, boolean isIntent, String line) throws IOException {
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileLock lock = lock(channel);
      if (isIntent) {
        OutboxReader.verify(file, Channels.newReader(channel, OutboxReader.CHARSET));
      }
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

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.lock();
    } catch (OverlappingFileLockException foreign) {
      throw new IOException("other code of this process has locked the file", foreign);
    }
  }

  private static int lastByte(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.read(last, channel.size() - 1) == 1 ? last.get(0) : 0;
  }

  /** Forces the name of a new file to the disk, where the system supports that for folders. */
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
}
