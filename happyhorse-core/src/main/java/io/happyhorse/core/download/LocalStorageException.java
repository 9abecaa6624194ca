package io.happyhorse.core.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Thrown if a video cannot be written for a local reason. The download converts it to a {@code DownloadException} with the task. */
final class LocalStorageException extends RuntimeException {
  private final transient String problem;
  private final transient String advice;

  LocalStorageException(String problem, String advice, @Nullable Throwable cause) {
    super(problem, cause);
    this.problem = problem;
    this.advice = advice;
  }

  /** Converts an error of the file system. {@code what} says what failed, such as "cannot be written". */
  static LocalStorageException of(IOException error, FinalName name, String what) {
    if (error instanceof AccessDeniedException) {
      return new LocalStorageException(
          name.folder() + " is not writable", "Change its permissions, or choose another.", error);
    }
    if (error instanceof NoSuchFileException && !Files.isDirectory(name.folder())) {
      return new LocalStorageException(
          "The folder " + name.folder() + " no longer exists",
          "Create it, and download the video again.",
          error);
    }
    return new LocalStorageException(
        name.file() + " " + what + ": " + reason(error),
        "Check the disk, and download the video again.",
        error);
  }

  private static @Nullable String reason(IOException error) {
    return error instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : error.getMessage();
  }

  String problem() {
    return problem;
  }

  String advice() {
    return advice;
  }
}
