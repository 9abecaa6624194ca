package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The details of a failed download, without secrets.
 *
 * @param origin scheme, host and port of the storage host
 * @param file the file to write; null if the video was written to a stream
 * @param bytes the number of received bytes; the bytes of a file are kept for the next download
 * @param total the length of the video in bytes; null if unknown
 * @param requests the number of requests sent, 0 or more
 * @param httpStatus the status of the last response; null if there was none
 * @param requestId the storage host's id of the last request, for its support; null if absent
 * @param excerpt an excerpt of the host's last error response, on one line; null if there is none
 */
public record DownloadDetails(
    TaskId taskId,
    URI origin,
    @Nullable Path file,
    long bytes,
    @Nullable Long total,
    int requests,
    @Nullable Integer httpStatus,
    @Nullable String requestId,
    @Nullable String excerpt)
    implements Serializable {
  /** Creates the details. Request id and excerpt are truncated to one line of 200 characters, without the queries of URLs. */
  public DownloadDetails {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(origin, "origin");
    requestId = DetailsText.line(requestId);
    excerpt = DetailsText.line(excerpt);
  }

  /** Returns the details as they appear in messages. */
  @Override
  public String toString() {
    return new DetailsText("task " + taskId + " from " + origin)
        .add(" to ", file)
        .add(", ", (total == null ? bytes : bytes + " of " + total) + " bytes")
        .addCount(requests, "request")
        .add(", HTTP ", httpStatus)
        .add(", request id ", requestId)
        .add(", response: ", excerpt)
        .toString();
  }

  // a Path cannot be serialized; its text can
  private Object writeReplace() {
    return new Serialized(
        taskId,
        origin,
        file == null ? null : file.toString(),
        bytes,
        total,
        requests,
        httpStatus,
        requestId,
        excerpt);
  }

  private record Serialized(
      TaskId taskId,
      URI origin,
      @Nullable String file,
      long bytes,
      @Nullable Long total,
      int requests,
      @Nullable Integer httpStatus,
      @Nullable String requestId,
      @Nullable String excerpt)
      implements Serializable {
    private Object readResolve() {
      return new DownloadDetails(
          taskId, origin, path(file), bytes, total, requests, httpStatus, requestId, excerpt);
    }

    /** Returns null if the text is not a valid path on this machine. */
    private static @Nullable Path path(@Nullable String text) {
      try {
        return text == null ? null : Path.of(text);
      } catch (InvalidPathException ofAnotherSystem) {
        return null;
      }
    }
  }
}
