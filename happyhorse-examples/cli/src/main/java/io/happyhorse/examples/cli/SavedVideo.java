package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A video in a file.
 *
 * @param file the file, absolute
 * @param bytes the length in bytes
 * @param check how the video was verified; null if an earlier run saved it
 * @param resumed whether a part was received by an earlier run
 */
record SavedVideo(Path file, long bytes, DownloadedVideo.@Nullable Check check, boolean resumed) {
  private static final int BOX_HEADER = 8;
  private static final String FIRST_BOX = "ftyp";

  static SavedVideo of(DownloadedVideo video) {
    return new SavedVideo(
        Objects.requireNonNull(video.file()), video.bytes(), video.check(), video.resumed());
  }

  /** Returns the file into which a command downloads the video of a task unless another one is chosen. */
  static Path fileOf(TaskId id, Path folder) {
    return folder.resolve(id + ".mp4");
  }

  /**
   * Returns the video that an earlier run has saved; null if there is none. A download creates its file only when the video is complete, so
   * an MP4 file with the name of a task is the video of the task.
   *
   * @param file the file of {@link #fileOf}
   * @param error why the video was not downloaded to the file
   */
  static @Nullable SavedVideo savedEarlier(Path file, @Nullable Throwable error) {
    try {
      return isAboutExistingFile(error) && isMp4(file)
          ? new SavedVideo(file.toAbsolutePath().normalize(), Files.size(file), null, false)
          : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Returns whether a download failed because its file exists. */
  static boolean isAboutExistingFile(@Nullable Throwable error) {
    return error instanceof LocalFileException
        && error.getCause() instanceof FileAlreadyExistsException;
  }

  private static boolean isMp4(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream content = Files.newInputStream(file)) {
      return new String(content.readNBytes(BOX_HEADER), ISO_8859_1).endsWith(FIRST_BOX);
    }
  }
}
