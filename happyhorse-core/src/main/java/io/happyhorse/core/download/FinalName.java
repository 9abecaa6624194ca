package io.happyhorse.core.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name that a video gets in one step when it is whole.
 *
 * @param file the file, absolute
 * @param replaces whether an existing file is replaced
 */
record FinalName(Path file, boolean replaces) {
  static FinalName of(Path file, boolean replaces) {
    return new FinalName(file.toAbsolutePath().normalize(), replaces);
  }

  Path folder() {
    return Objects.requireNonNullElse(file.getParent(), file);
  }

  /** Refuses a name that no file can get, before anything is requested. */
  void refuseImpossible() throws IOException {
    if (!Files.isDirectory(folder())) {
      throw new LocalStorageException("There is no folder " + folder(), "Create it first.", null);
    }
    if (Files.isDirectory(file)) {
      throw new LocalStorageException(file + " is a folder", "Name a file in it.", null);
    }
    refuseToReplace();
    refuseUnsupported();
  }

  void refuseToReplace() {
    if (!replaces && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(null);
    }
  }

  /** Refuses a name that the file system does not take, such as a too long one. */
  private void refuseUnsupported() throws IOException {
    try {
      BasicFileAttributes unused =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException usual) {
      return;
    }
  }

  private LocalStorageException exists(@Nullable Throwable cause) {
    return new LocalStorageException(
        file + " exists already", "Choose another name, or allow it to be replaced.", cause);
  }

  /** Refuses a video that is longer than what is free of the disk; null if its length is not known. */
  void refuseWithoutRoom(@Nullable Long total, long written) {
    long room = room();
    if (total != null && total - written > room) {
      throw new LocalStorageException(
          "The video has " + total + " bytes, but " + folder() + " has room for " + room + " only",
          "Make room, or choose another folder.",
          null);
    }
  }

  private long room() {
    try {
      return Files.getFileStore(folder()).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE; // writing will tell
    }
  }

  /** Returns whether a file has this name, too. */
  boolean isAlso(Path other) throws IOException {
    return Files.exists(other) && Files.exists(file) && Files.isSameFile(other, file);
  }

  /** Gives the name to a file, in place of the one that it has. */
  void giveTo(Path part) throws IOException {
    if (replaces) {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      giveWithoutReplacing(part);
    }
  }

  /** A second name for the same bytes is refused if there is such a file; a move would replace it. */
  private void giveWithoutReplacing(Path part) throws IOException {
    try {
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException meanwhile) {
      throw exists(meanwhile);
    } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
      refuseToReplace();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(part);
  }

  /** Makes the name last through a power cut, where the system lets folders be forced. */
  void force() {
    try (FileChannel names = FileChannel.open(folder(), StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException unsupported) {
      return; // as on Windows, which does it by itself
    }
  }
}
