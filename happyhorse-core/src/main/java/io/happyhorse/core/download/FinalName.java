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
 * The name that a complete video gets atomically.
 *
 * @param file the file, absolute
 * @param replaces whether an existing file is replaced
 */
record FinalName(Path file, boolean replaces) {
  static FinalName of(Path file, boolean replaces) {
    Path absolute = file.toAbsolutePath();
    Path shorter = absolute.normalize();
    return new FinalName(isInSameFolder(absolute, shorter) ? shorter : absolute, replaces);
  }

  /** Returns false if the folders differ, as they may if {@code ..} follows a symbolic link, or if a folder does not exist. */
  private static boolean isInSameFolder(Path one, Path other) {
    Path folder = one.getParent();
    Path otherFolder = other.getParent();
    try {
      return folder == null || otherFolder == null || Files.isSameFile(folder, otherFolder);
    } catch (IOException missing) {
      return false;
    }
  }

  Path folder() {
    return Objects.requireNonNullElse(file.getParent(), file);
  }

  /** Rejects an impossible name before anything is requested. */
  void refuseImpossible() throws IOException {
    if (!Files.isDirectory(folder())) {
      throw new LocalStorageException("There is no folder " + folder(), "Create it first.", null);
    }
    if (Files.isDirectory(file)) {
      throw new LocalStorageException(file + " is a folder", "Specify a file in it.", null);
    }
    refuseToReplace();
    refuseUnsupported();
  }

  void refuseToReplace() {
    if (!replaces && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(new FileAlreadyExistsException(file.toString()));
    }
  }

  /** Rejects a name that the file system does not accept, for example because it is too long. */
  private void refuseUnsupported() throws IOException {
    try {
      BasicFileAttributes unused =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException usual) {
      return;
    }
  }

  private LocalStorageException exists(FileAlreadyExistsException cause) {
    return new LocalStorageException(
        file + " exists already", "Choose another name, or allow it to be replaced.", cause);
  }

  /** Rejects a video that exceeds the free space of the disk; the length is null if unknown. */
  void refuseWithoutRoom(@Nullable Long total, long written) {
    long room = room();
    if (total != null && total - written > room) {
      throw new LocalStorageException(
          "The video has " + total + " bytes, but " + folder() + " has only " + room
              + " bytes free",
          "Free some space, or choose another folder.",
          null);
    }
  }

  private long room() {
    try {
      return Files.getFileStore(folder()).getUsableSpace();
    } catch (IOException unknown) {
      return Long.MAX_VALUE; // an error of writing reports it
    }
  }

  /** Returns whether another name belongs to the same file. */
  boolean isAlso(Path other) throws IOException {
    return Files.exists(other) && Files.exists(file) && Files.isSameFile(other, file);
  }

  /** Renames a file to this name. */
  void giveTo(Path part) throws IOException {
    if (replaces) {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } else {
      giveWithoutReplacing(part);
    }
  }

  /** Creates a second name for the file and removes the first one. Unlike a move, this fails if the name exists. */
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

  /** Forces the name to the disk, where the system supports that for folders. */
  void force() {
    try (FileChannel names = FileChannel.open(folder(), StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException unsupported) {
      return; // Windows cannot force a folder, and does not need it
    }
  }
}
