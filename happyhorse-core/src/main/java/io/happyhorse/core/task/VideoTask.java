package io.happyhorse.core.task;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One observation of one task: what the gateway answered when it was asked.
 *
 * <p>Java serialization leaves out what may hold secrets: the link, the upstream report, the raw JSON and the queries of URLs in
 * texts. To get the link again, query the task.
 *
 * @param id the task that was asked for
 * @param rawStatus the gateway's word for its status, trimmed; empty if there was none. {@link #status()} is its meaning
 * @param action what kind of work it is ({@code data.action}); null if not said
 * @param progress the progress text, which says nothing but itself
 * @param link the link to the video; only on SUCCESS, and null even there if the gateway gave no usable one
 * @param failure why there is no video; on FAILURE, and only there
 * @param timeline when the gateway saw the task move
 * @param requestId the id of the request that <em>created</em> the task ({@code data.request_id}), for support
 * @param upstream what the upstream told the gateway; null if there is nothing that can be read
 * @param observedAt when the answer was made: on the gateway's clock if the answer told it, on the caller's otherwise
 * @param attempts how many requests this answer took, 1 or more
 * @param rawJson the body as received, with secrets in it; kept of finished tasks, otherwise null unless it was asked for
 */
public record VideoTask(
    TaskId id,
    String rawStatus,
    @Nullable TaskAction action,
    Progress progress,
    @Nullable ResultLink link,
    @Nullable TaskFailure failure,
    Timeline timeline,
    @Nullable String requestId,
    @Nullable UpstreamReport upstream,
    Instant observedAt,
    int attempts,
    @Nullable String rawJson)
    implements Serializable {
  /**
   * Refuses what cannot be.
   *
   * @param id as the record says
   * @param rawStatus as the record says
   * @param action as the record says
   * @param progress as the record says
   * @param link as the record says
   * @param failure as the record says
   * @param timeline as the record says
   * @param requestId as the record says
   * @param upstream as the record says
   * @param observedAt as the record says
   * @param attempts as the record says
   * @param rawJson as the record says
   * @throws IllegalArgumentException if there is a link without SUCCESS, a failure without FAILURE or FAILURE without a
   *     failure, or if attempts are less than 1
   */
  public VideoTask {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(progress, "progress");
    Objects.requireNonNull(timeline, "timeline");
    Objects.requireNonNull(observedAt, "observedAt");
    rawStatus = rawStatus.strip();
    TaskStatus status = TaskStatus.of(rawStatus);
    require(
        link == null || status == TaskStatus.SUCCESS,
        id,
        "has a link only on SUCCESS, not on " + rawStatus);
    require(
        (failure != null) == (status == TaskStatus.FAILURE),
        id,
        "has a failure on FAILURE and only there: " + rawStatus);
    require(attempts >= 1, id, "was observed by at least 1 attempt, not by " + attempts);
  }

  private static void require(boolean holds, TaskId id, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("Task " + id + " " + rule + ".");
    }
  }

  /**
   * Starts an observation, for adapters and for tests.
   *
   * @param id the task
   * @param rawStatus the gateway's word for its status; empty if there was none
   * @param observedAt when the answer was made
   * @return a builder with nothing else said
   */
  public static VideoTaskBuilder observed(TaskId id, String rawStatus, Instant observedAt) {
    return new VideoTaskBuilder(id, rawStatus, observedAt);
  }

  /**
   * Returns the same observation, made at another time.
   *
   * @param at when it was made
   * @return an observation that says the same
   */
  public VideoTask observedAgain(Instant at) {
    return with(upstream, at);
  }

  /**
   * Returns the same observation without what the upstream told the gateway, which takes as much memory as all the rest.
   *
   * @return an observation whose {@link #upstream()} is null
   */
  public VideoTask withoutUpstream() {
    return with(null, observedAt);
  }

  private VideoTask with(@Nullable UpstreamReport report, Instant at) {
    return new VideoTask(
        id,
        rawStatus,
        action,
        progress,
        link,
        failure,
        timeline,
        requestId,
        report,
        at,
        attempts,
        rawJson);
  }

  private Object writeReplace() {
    return new VideoTask(
        id,
        Redactor.withoutQueries(rawStatus),
        action,
        Progress.of(Redactor.withoutQueries(progress.text())),
        null,
        failure == null ? null : new TaskFailure(Redactor.withoutQueries(failure.raw())),
        timeline,
        requestId,
        null,
        observedAt,
        attempts,
        null);
  }

  /**
   * Returns what the gateway's word means.
   *
   * @return the status
   */
  public TaskStatus status() {
    return TaskStatus.of(rawStatus);
  }

  /**
   * Tells whether the task has ended, one way or the other.
   *
   * @return true on SUCCESS and FAILURE
   */
  public boolean isFinished() {
    return status().isTerminal();
  }

  /**
   * Tells whether the gateway said SUCCESS.
   *
   * @return true on SUCCESS, with or without a link
   */
  public boolean isSucceeded() {
    return status() == TaskStatus.SUCCESS;
  }

  /**
   * Returns the link to the video.
   *
   * @return the link
   * @throws TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if the task has not ended yet, or the gateway gave no usable link
   */
  public ResultLink requireLink() {
    if (failure != null) {
      throw new TaskFailedException(this, failure);
    }
    if (link == null) {
      throw new IllegalStateException(
          isSucceeded()
              ? "Task " + id
                  + " ended in SUCCESS, but the gateway gave no usable link: ask again in a while."
              : "Task " + id + " has no link yet (" + rawStatus + "): wait until it has ended.");
    }
    return link;
  }

  /**
   * Returns how old the task was when it was observed.
   *
   * @return the time since submission, never negative; null if the submission is not known
   */
  public @Nullable Duration age() {
    Instant submittedAt = timeline.submittedAt();
    if (submittedAt == null) {
      return null;
    }
    return observedAt.isBefore(submittedAt)
        ? Duration.ZERO
        : Duration.between(submittedAt, observedAt);
  }

  /** Returns the id, the status and the progress; no link, no prompt, no body. */
  @Override
  public String toString() {
    String word = rawStatus.isEmpty() ? "no status" : Redactor.line(rawStatus);
    return "VideoTask[" + (id + " " + word + " " + progress).strip() + "]";
  }
}
