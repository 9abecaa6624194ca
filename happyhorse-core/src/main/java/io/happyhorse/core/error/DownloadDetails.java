package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskId;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a download that went wrong. There is no secret in it.
 *
 * @param taskId the task whose video it is
 * @param origin scheme, host and port of the storage host
 * @param file where the video was to be kept; null if it was not to be a file
 * @param bytes how many bytes have come, and are kept for the next time if there is a file
 * @param total how many there are; null if not known
 * @param requests how many requests were sent, 0 or more
 * @param httpStatus the status of the last answer; null if there was none
 * @param requestId the storage host's id of the last request, for its support; null if it gave none
 * @param excerpt what the storage host said, on one line; null if it said nothing
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
  /**
   * Takes the details; of what the storage host said, one line of at most 200 characters without the queries of URLs.
   *
   * @param taskId as the record says
   * @param origin as the record says
   * @param file as the record says
   * @param bytes as the record says
   * @param total as the record says
   * @param requests as the record says
   * @param httpStatus as the record says
   * @param requestId as the record says
   * @param excerpt as the record says
   */
  public DownloadDetails {
    Objects.requireNonNull(taskId, "taskId");
    Objects.requireNonNull(origin, "origin");
    requestId = requestId == null ? null : Redactor.line(requestId);
    excerpt = excerpt == null || excerpt.isBlank() ? null : Redactor.line(excerpt);
  }

  /** Returns the details as it stands in messages. */
  @Override
  public String toString() {
    return "task "
        + taskId
        + " from "
        + origin
        + (file == null ? "" : " to " + file)
        + ", "
        + bytes
        + (total == null ? "" : " of " + total)
        + " bytes, "
        + requests
        + (requests == 1 ? " request" : " requests")
        + (httpStatus == null ? "" : ", HTTP " + httpStatus)
        + (requestId == null ? "" : ", request id " + requestId)
        + (excerpt == null ? "" : ", it said: " + excerpt);
  }

  // a path belongs to a file system of this machine; its text can be sent anywhere
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

    /** Returns null for what is not a path on this machine. */
    private static @Nullable Path path(@Nullable String text) {
      try {
        return text == null ? null : Path.of(text);
      } catch (InvalidPathException ofAnotherSystem) {
        return null;
      }
    }
  }
}
