package io.happyhorse.core.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
 * <p>A lock of the operating system belongs to the whole process, and is lost when any of its channels to the file is closed.
 * Therefore each process records the files that it writes to, and opens none of them twice.
 */
final class FileClaim implements Closeable {
  private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Path path;

  /** The path with its folder resolved: a symbolic link to a folder does not give a file a second path. */
  private final Path realPath;

  private final FileChannel channel;

  /** Identifies the file even if another file has its name by now; null if the file system has no keys. */
  private final @Nullable Object key;

  private FileClaim(Path path, Path realPath, FileChannel channel, @Nullable Object key) {
    this.path = path;
    this.realPath = realPath;
    this.channel = channel;
    this.key = key;
  }

  /** An action on the name of a file before it is opened. */
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
    Path realPath = inRealFolder(path);
    if (!CLAIMED.add(realPath)) {
      return null;
    }
    FileClaim claim = null;
    try {
      preparation.run();
      claim = locked(path, realPath);
      return claim;
    } finally {
      if (claim == null) {
        CLAIMED.remove(realPath);
      }
    }
  }

  private static Path inRealFolder(Path path) {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = path.getFileName();
    try {
      return folder == null || name == null ? absolute : folder.toRealPath().resolve(name);
    } catch (IOException unresolvable) {
      return absolute; // it may still be possible to open the file; otherwise that reports why
    }
  }

  private static @Nullable FileClaim locked(Path path, Path realPath) throws IOException {
    FileChannel opened = FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    FileClaim claim = null;
    try {
      if (acquiresLock(opened) && Files.exists(path)) {
        claim = new FileClaim(path, realPath, opened, keyOf(path));
      }
      return claim;
    } finally {
      if (claim == null) {
        opened.close();
      }
    }
  }

  private static boolean acquiresLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException otherCodeOfThisProcess) {
      return false;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns whether the file still has its name and was not replaced by another one. */
  boolean isInPlace() throws IOException {
    return Files.exists(path) && Objects.equals(key, keyOf(path));
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      CLAIMED.remove(realPath);
    }
  }
}
