package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A downloaded video.
 *
 * @param file the file; null if the video was written to a stream
 * @param bytes the length in bytes
 * @param check how the video was verified
 * @param resumed whether a part was received by an earlier download
 */
public record DownloadedVideo(
    TaskId taskId, @Nullable Path file, long bytes, Check check, boolean resumed) {
  /** How a video was verified, the strongest check first. */
  public enum Check {
    /** By the checksum of all bytes. */
    CRC64,
    /** By its length: the storage host sent no checksum. */
    LENGTH,
    /** Not verified: the storage host sent neither checksum nor length, so the video is assumed to be complete where the response ended. */
    NONE
  }
}
