package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a download.
 *
 * @param bytes the received bytes, including those of an earlier download that is resumed; fewer than before if some must be
 *     requested again
 * @param total the length of the video in bytes; null if unknown
 * @param bytesPerSecond the mean rate since this download started
 */
public record DownloadProgress(
    TaskId taskId, long bytes, @Nullable Long total, double bytesPerSecond) {}
