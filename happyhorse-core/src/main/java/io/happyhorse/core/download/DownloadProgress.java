package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * How far a download has come.
 *
 * @param taskId the task whose video it is
 * @param bytes how many bytes there are so far, including those of an earlier download that is resumed
 * @param total how many there will be; null if not known
 * @param bytesPerSecond how fast they come, on average since this download began
 */
public record DownloadProgress(
    TaskId taskId, long bytes, @Nullable Long total, double bytesPerSecond) {}
