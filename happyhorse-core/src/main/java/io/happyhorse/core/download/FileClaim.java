package io.happyhorse.core.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to write to a file, within this process and across processes, and the open file. Not thread-safe.
 *
 * <p>A lock of the operating system belongs to the whole process, and is lost when any of its channels to the file is closed. So
 * each process notes the files that it writes to, and opens none of them twice.
 */
final class FileClaim implements Closeable {
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  /** Identifies the file, whichever file has its name by now; null where files have no key. */
  private final @Nullable Object key;

  private FileClaim(Path path, FileChannel channel, @Nullable Object key) {
    this.path = path;
    this.channel = channel;
    this.key = key;
  }

  /** Something to do with the name of a file before it is opened. */
  @FunctionalInterface
  interface Preparation {
    void run() throws IOException;
  }

  /**
   * Claims a file, and creates it if it does not exist.
   *
   * @param preparation runs before the file is opened, when no other download of this process writes to it
   * @return the claim; null if another download writes to the file
   */
  static @Nullable FileClaim of(Path path, Preparation preparation) throws IOException {
    if (!CLAIMED.add(path)) {
      return null;
    }
    FileClaim claim = null;
    try {
      preparation.run();
      claim = locked(path);
      return claim;
    } finally {
      if (claim == null) {
        CLAIMED.remove(path);
      }
    }
  }

  private static @Nullable FileClaim locked(Path path) throws IOException {
    FileChannel opened = FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    boolean isClaimed = false;
    try {
      isClaimed = opened.tryLock() != null && Files.exists(path);
      return isClaimed ? new FileClaim(path, opened, keyOf(path)) : null;
    } finally {
      if (!isClaimed) {
        opened.close();
      }
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns whether the file still has its name, and is not replaced by another one. */
  boolean isInPlace() throws IOException {
    return Files.exists(path) && Objects.equals(key, keyOf(path));
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      CLAIMED.remove(path);
    }
  }
}
