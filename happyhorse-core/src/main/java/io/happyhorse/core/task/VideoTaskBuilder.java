package io.happyhorse.core.task;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link VideoTask}; created by {@link VideoTask#builder} and {@link VideoTask#toBuilder}. Every method but {@code build()}
 * returns this builder. Not thread-safe.
 */
public final class VideoTaskBuilder {
  final TaskId id;
  final String rawStatus;
  final TaskStatus status;
  Instant observedAt;

  @Nullable
  TaskAction action;

  Progress progress = Progress.NONE;
  Timeline timeline = Timeline.UNKNOWN;

  @Nullable
  String requestId;

  Lazy<UpstreamReport> upstream = Lazy.of(null);

  int attempts = 1;

  Lazy<String> rawJson = Lazy.of(null);

  private @Nullable ResultLink link;
  private @Nullable TaskFailure failure;

  VideoTaskBuilder(TaskId id, String rawStatus, Instant observedAt) {
    this.id = Objects.requireNonNull(id, "id");
    this.rawStatus = rawStatus.strip();
    this.status = TaskStatus.of(rawStatus);
    this.observedAt = Objects.requireNonNull(observedAt, "observedAt");
  }

  /** Creates a builder with the values of an observation, whose status need not be parsed again. */
  VideoTaskBuilder(VideoTask task) {
    this.id = task.id();
    this.rawStatus = task.rawStatus();
    this.status = task.status();
    this.observedAt = task.observedAt();
    this.action = task.action();
    this.progress = task.progress();
    this.link = task.link();
    this.failure = task.failure();
    this.timeline = task.timeline();
    this.requestId = task.requestId();
    this.upstream = task.body().upstream();
    this.attempts = task.attempts();
    this.rawJson = task.body().rawJson();
  }

  /** Sets when the response was created, in place of the instant with which the builder was created. */
  public VideoTaskBuilder observedAt(Instant value) {
    observedAt = Objects.requireNonNull(value, "observedAt");
    return this;
  }

  /** Sets the kind of work. Default: null. */
  public VideoTaskBuilder action(@Nullable TaskAction value) {
    action = value;
    return this;
  }

  /** Sets the progress text. Default: {@link Progress#NONE}. */
  public VideoTaskBuilder progress(Progress value) {
    progress = Objects.requireNonNull(value, "progress");
    return this;
  }

  /** Sets the link; allowed on SUCCESS only. Default: null. */
  public VideoTaskBuilder link(@Nullable ResultLink value) {
    link = value;
    return this;
  }

  /** Sets the reason for a failure; required on FAILURE and not allowed otherwise. Default: null. */
  public VideoTaskBuilder failure(@Nullable TaskFailure value) {
    failure = value;
    return this;
  }

  /** Sets the times of the task. Default: {@link Timeline#UNKNOWN}. */
  public VideoTaskBuilder timeline(Timeline value) {
    timeline = Objects.requireNonNull(value, "timeline");
    return this;
  }

  /** Sets the id of the request that created the task. Default: null. */
  public VideoTaskBuilder requestId(@Nullable String value) {
    requestId = value;
    return this;
  }

  /** Sets the upstream's report. Default: null. */
  public VideoTaskBuilder upstream(@Nullable UpstreamReport value) {
    upstream = Lazy.of(value);
    return this;
  }

  /**
   * Sets a source of the upstream's report, which is called when the report is first requested.
   *
   * @param source returns the report, or null; called at most once by each thread, and must be thread-safe
   */
  public VideoTaskBuilder deferredUpstream(Supplier<? extends @Nullable UpstreamReport> source) {
    upstream = Lazy.from(source);
    return this;
  }

  /**
   * Sets the number of requests that were sent for this observation. Default: 1.
   *
   * @param value 1 or more
   */
  public VideoTaskBuilder attempts(int value) {
    attempts = value;
    return this;
  }

  /**
   * Sets the body as received. Default: null.
   *
   * @param value the JSON text, or null
   */
  public VideoTaskBuilder rawJson(@Nullable String value) {
    rawJson = Lazy.of(value);
    return this;
  }

  /**
   * Sets a source of the body as received, which is called when the text is first requested.
   *
   * @param source returns the JSON text, or null; called at most once by each thread, and must be thread-safe
   */
  public VideoTaskBuilder deferredRawJson(Supplier<? extends @Nullable String> source) {
    rawJson = Lazy.from(source);
    return this;
  }

  /**
   * Returns the observation.
   *
   * @throws IllegalArgumentException if there is a link without SUCCESS, a failure without FAILURE or FAILURE without a failure, or if
   *     there are fewer than 1 attempts
   */
  public VideoTask build() {
    require(attempts >= 1, "needs at least 1 attempt, not " + attempts);
    return new VideoTask(this, outcome());
  }

  private Outcome outcome() {
    require(
        link == null || status == TaskStatus.SUCCESS,
        "has a link only on SUCCESS, not on " + rawStatus);
    require(
        (failure != null) == (status == TaskStatus.FAILURE),
        "has a failure on FAILURE and only there: " + rawStatus);
    if (failure != null) {
      return new Outcome.Failed(failure);
    }
    if (status == TaskStatus.SUCCESS) {
      return link == null ? Outcome.Succeeded.WITHOUT_LINK : new Outcome.Succeeded(link);
    }
    return Outcome.Pending.PENDING;
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("Task " + id + " " + rule + ".");
    }
  }
}
