package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A video that has been kept.
 *
 * @param taskId the task whose video it is
 * @param file where it is; null if it went to a stream
 * @param bytes how long it is
 * @param check how it was made sure that nothing is missing or wrong
 * @param resumed whether a part of it came before, and was not asked for again
 */
public record DownloadedVideo(
    TaskId taskId, @Nullable Path file, long bytes, Check check, boolean resumed) {
  /** How a video was checked, the surest first. */
  public enum Check {
    /** By the checksum of all its bytes. */
    CRC64,
    /** By its length alone: the storage host gave no checksum. */
    LENGTH,
    /** Not at all: the storage host gave no length either, so its answer counts as whole where it ended. */
    NONE
  }
}
