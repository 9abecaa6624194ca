package io.happyhorse.core.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gathers one observation; made by {@link VideoTask#observed}. Not thread-safe. */
public final class VideoTaskBuilder {
  private final TaskId id;
  private final String rawStatus;
  private final Instant observedAt;
  private @Nullable TaskAction action;
  private Progress progress = Progress.NONE;
  private @Nullable ResultLink link;
  private @Nullable TaskFailure failure;
  private Timeline timeline = Timeline.UNKNOWN;
  private @Nullable String requestId;
  private @Nullable UpstreamReport upstream;
  private int attempts = 1;
  private @Nullable String rawJson;

  VideoTaskBuilder(TaskId id, String rawStatus, Instant observedAt) {
    this.id = id;
    this.rawStatus = rawStatus;
    this.observedAt = observedAt;
  }

  /**
   * Says what kind of work it is.
   *
   * @param value the action, or null
   * @return this
   */
  public VideoTaskBuilder action(@Nullable TaskAction value) {
    action = value;
    return this;
  }

  /**
   * Says the progress text.
   *
   * @param value the progress
   * @return this
   */
  public VideoTaskBuilder progress(Progress value) {
    progress = value;
    return this;
  }

  /**
   * Gives the link; only on SUCCESS.
   *
   * @param value the link, or null
   * @return this
   */
  public VideoTaskBuilder link(@Nullable ResultLink value) {
    link = value;
    return this;
  }

  /**
   * Gives the reason of a FAILURE; only there, and always there.
   *
   * @param value the failure, or null
   * @return this
   */
  public VideoTaskBuilder failure(@Nullable TaskFailure value) {
    failure = value;
    return this;
  }

  /**
   * Says when the task moved.
   *
   * @param value the timeline
   * @return this
   */
  public VideoTaskBuilder timeline(Timeline value) {
    timeline = value;
    return this;
  }

  /**
   * Says which request created the task.
   *
   * @param value the id, or null
   * @return this
   */
  public VideoTaskBuilder requestId(@Nullable String value) {
    requestId = value;
    return this;
  }

  /**
   * Gives the upstream's report.
   *
   * @param value the report, or null
   * @return this
   */
  public VideoTaskBuilder upstream(@Nullable UpstreamReport value) {
    upstream = value;
    return this;
  }

  /**
   * Says how many requests the answer took; 1 unless said.
   *
   * @param value 1 or more
   * @return this
   */
  public VideoTaskBuilder attempts(int value) {
    attempts = value;
    return this;
  }

  /**
   * Keeps the body as received.
   *
   * @param value the JSON text, or null
   * @return this
   */
  public VideoTaskBuilder rawJson(@Nullable String value) {
    rawJson = value;
    return this;
  }

  /**
   * Returns the observation.
   *
   * @return the value
   * @throws IllegalArgumentException if it cannot be, see {@link VideoTask}
   */
  public VideoTask build() {
    return new VideoTask(
        id,
        rawStatus,
        action,
        progress,
        link,
        failure,
        timeline,
        requestId,
        upstream,
        observedAt,
        attempts,
        rawJson);
  }
}
