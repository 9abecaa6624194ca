package io.happyhorse.core.task;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One observation of one task: the gateway's response to one query. Immutable.
 *
 * <p>Two observations are equal if all their values are equal, including the time and the raw JSON.
 *
 * <p>Java serialization omits the parts that may contain secrets: the link, the upstream report, the raw JSON and the queries of URLs
 * in texts. To get the link again, query the task.
 */
public final class VideoTask implements Serializable {
  private final TaskId id;
  private final String rawStatus;
  private final TaskStatus status;
  private final Outcome outcome;
  private final @Nullable TaskAction action;
  private final Progress progress;
  private final Timeline timeline;
  private final @Nullable String requestId;
  private final ReceivedBody body;

  // the instant of observation as two numbers: an object less in each of a million observations
  private final long observedSecond;
  private final int observedNano;
  private final int attempts;

  VideoTask(VideoTaskBuilder values, Outcome outcome) {
    this.id = values.id;
    this.rawStatus = values.rawStatus;
    this.status = values.status;
    this.outcome = outcome;
    this.action = values.action;
    this.progress = values.progress;
    this.timeline = values.timeline;
    this.requestId = values.requestId;
    this.body = ReceivedBody.of(values.upstream, values.rawJson);
    this.observedSecond = values.observedAt.getEpochSecond();
    this.observedNano = values.observedAt.getNano();
    this.attempts = values.attempts;
  }

  /**
   * Returns a builder of an observation, for adapters and tests.
   *
   * @param rawStatus the gateway's word for its status; empty if there was none
   * @param observedAt when the response was created: on the gateway's clock if it has a date, on the caller's otherwise
   * @return a builder with no other values set
   */
  public static VideoTaskBuilder builder(TaskId id, String rawStatus, Instant observedAt) {
    return new VideoTaskBuilder(id, rawStatus, observedAt);
  }

  /** {@return a new builder that starts with the values of this observation} */
  public VideoTaskBuilder toBuilder() {
    return new VideoTaskBuilder(this);
  }

  ReceivedBody body() {
    return body;
  }

  /** {@return the id that was queried} */
  public TaskId id() {
    return id;
  }

  /** {@return the gateway's word for the status, trimmed; empty if there was none} */
  public String rawStatus() {
    return rawStatus;
  }

  /** {@return the status: the meaning of the gateway's word} */
  public TaskStatus status() {
    return status;
  }

  /** {@return whether and how the task has ended, always consistent with {@link #status()}} */
  public Outcome outcome() {
    return outcome;
  }

  /** {@return whether the task has ended in SUCCESS or FAILURE} */
  public boolean isFinished() {
    return outcome != Outcome.Pending.PENDING;
  }

  /** {@return whether the task has ended in SUCCESS, with or without a link} */
  public boolean isSucceeded() {
    return outcome instanceof Outcome.Succeeded;
  }

  /** {@return the link to the video; null if the status is not SUCCESS, or if the gateway provided no usable link} */
  public @Nullable ResultLink link() {
    return outcome instanceof Outcome.Succeeded succeeded ? succeeded.link() : null;
  }

  /**
   * Returns the link to the video, or throws.
   *
   * @throws TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if the task has not ended yet, or the gateway provided no usable link
   */
  public ResultLink requireLink() {
    if (outcome instanceof Outcome.Failed failed) {
      throw new TaskFailedException(this, failed.failure());
    }
    ResultLink link = link();
    if (link == null) {
      throw new IllegalStateException(
          isSucceeded()
              ? "Task " + id
                  + " ended in SUCCESS, but the gateway provided no usable link: query it again later."
              : "Task " + id + " has no link yet (" + rawStatus + "): wait until it has ended.");
    }
    return link;
  }

  /** {@return the reason for a failure; null if the status is not FAILURE} */
  public @Nullable TaskFailure failure() {
    return outcome instanceof Outcome.Failed failed ? failed.failure() : null;
  }

  /** {@return the kind of work ({@code data.action}); null if absent} */
  public @Nullable TaskAction action() {
    return action;
  }

  /** {@return the progress text} Neither status nor remaining time can be inferred from it. */
  public Progress progress() {
    return progress;
  }

  /** {@return when the task was submitted, started and finished, as far as it is known} */
  public Timeline timeline() {
    return timeline;
  }

  /** {@return the id of the request that <em>created</em> the task ({@code data.request_id}), for support; null if absent} */
  public @Nullable String requestId() {
    return requestId;
  }

  /** {@return what the upstream reported to the gateway; null if there is no readable report} */
  public @Nullable UpstreamReport upstream() {
    return body.upstream().get();
  }

  /** {@return when the response was created, on the gateway's clock if its response has a date, on the caller's otherwise} */
  public Instant observedAt() {
    return Instant.ofEpochSecond(observedSecond, observedNano);
  }

  /** {@return the number of requests that were sent for this observation, 1 or more} */
  public int attempts() {
    return attempts;
  }

  /**
   * {@return the body as received; null for a pending task, unless the adapter is set to keep it} It contains secrets, such as the
   * link.
   */
  public @Nullable String rawJson() {
    return body.rawJson().get();
  }

  /** {@return the age of the task when it was observed, never negative; null if the time of submission is unknown} */
  public @Nullable Duration age() {
    return sinceOrZero(timeline.submittedAt());
  }

  /** {@return how long the task had been running when it was observed, never negative; null if its start is unknown} */
  public @Nullable Duration runningFor() {
    return sinceOrZero(timeline.startedAt());
  }

  private @Nullable Duration sinceOrZero(@Nullable Instant start) {
    if (start == null) {
      return null;
    }
    Instant observedAt = observedAt();
    return observedAt.isBefore(start) ? Duration.ZERO : Duration.between(start, observedAt);
  }

  private Object[] values() {
    return new @Nullable Object[] {
      id,
      rawStatus,
      outcome,
      action,
      progress,
      timeline,
      requestId,
      upstream(),
      observedAt(),
      attempts,
      rawJson()
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VideoTask task && Arrays.equals(values(), task.values());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values());
  }

  /** Returns the id, the status and the progress, without link, prompt and body. */
  @Override
  public String toString() {
    String word = rawStatus.isEmpty() ? "no status" : Redactor.line(rawStatus);
    return "VideoTask[" + (id + " " + word + " " + progress).strip() + "]";
  }

  private Object writeReplace() {
    return SerializedTask.of(this);
  }

  private void readObject(ObjectInputStream stream) throws InvalidObjectException {
    throw new InvalidObjectException("a SerializedTask is expected");
  }
}
