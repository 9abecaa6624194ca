package io.happyhorse.examples.dashboard;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskHandle;
import io.happyhorse.core.watch.TaskObservation;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The state of one task of a watcher. Each change has a version, so that readers can request later changes only. Thread-safe. */
final class TrackedTask {
  private final TaskId id;
  private final int order;
  private final LongSupplier versions;
  private final RunLog log;

  private long version;
  private @Nullable TaskHandle handle;
  private @Nullable VideoTask seen;
  private Duration gatewayBehind = Duration.ZERO;
  private @Nullable Duration doneBy;
  private @Nullable Instant nextPollAt;
  private int polls;
  private TaskDetail.@Nullable PollError lastError;
  private boolean lastPollFailed;
  private @Nullable WaitException gaveUp;
  private VideoState video = VideoState.NONE;
  private @Nullable String videoError;

  TrackedTask(TaskId id, int order, Instant now, LongSupplier versions) {
    this.id = id;
    this.order = order;
    this.versions = versions;
    this.log = new RunLog(now);
    this.nextPollAt = now;
    this.version = versions.getAsLong();
  }

  private void changed() {
    version = versions.getAsLong();
  }

  synchronized long version() {
    return version;
  }

  synchronized void waitingWith(TaskHandle newHandle) {
    handle = newHandle;
  }

  synchronized void waitingAgain(Instant now) {
    gaveUp = null;
    nextPollAt = now;
    changed();
  }

  synchronized @Nullable TaskHandle handle() {
    return handle;
  }

  synchronized @Nullable VideoTask seen() {
    return seen;
  }

  synchronized void onObservation(
      TaskObservation observation, Instant now, @Nullable Duration eta) {
    VideoTask stands = observation.transition().validObservation(seen, observation.task());
    seen = stands;
    polls++;
    lastPollFailed = false;
    gatewayBehind = Duration.between(stands.observedAt(), now);
    Duration age = stands.age();
    doneBy = eta == null || age == null ? null : age.plus(eta);
    log.observed(observation.task(), observation.transition() == TaskTransition.REGRESSED, now);
    changed();
  }

  synchronized void pollFailed(QueryException error, Instant now) {
    polls++;
    lastPollFailed = true;
    lastError = new TaskDetail.PollError(
        now, message(error), error.advice(), error.httpStatus(), error.details().requestId());
    log.failed(now);
    changed();
  }

  private static String message(QueryException error) {
    String excerpt = error.details().excerpt();
    return excerpt == null ? error.problem() : error.problem() + ": " + excerpt;
  }

  synchronized void planned(@Nullable Instant at) {
    nextPollAt = at;
    changed();
  }

  synchronized void finished() {
    nextPollAt = null;
    doneBy = null;
    changed();
  }

  synchronized void gaveUp(WaitException error) {
    gaveUp = error;
    nextPollAt = null;
    changed();
  }

  synchronized void video(VideoState state, @Nullable String error) {
    video = state;
    videoError = error;
    changed();
  }

  /** Marks a video as being downloaded; returns false if it cannot be downloaded. */
  synchronized boolean beginsToKeep() {
    boolean begins = video == VideoState.KEEPABLE;
    if (begins) {
      video(VideoState.KEEPING, null);
    }
    return begins;
  }

  synchronized VideoState video() {
    return video;
  }

  synchronized TaskRow row() {
    VideoTask task = seen;
    OptionalInt percent = task == null ? OptionalInt.empty() : task.progress().percent();
    RowState state = gaveUp == null ? RowState.of(task) : RowState.GAVE_UP;
    return new TaskRow(
        id,
        order,
        state,
        oddWord(task),
        percent.isPresent() ? percent.getAsInt() : null,
        task == null ? "" : task.progress().text(),
        task == null ? null : onOurClock(task.timeline().submittedAt()),
        task == null ? null : onOurClock(task.timeline().finishedAt()),
        doneBy,
        state == RowState.SUCCESS || state == RowState.FAILURE ? null : nextPollAt,
        polls,
        problem(),
        task == null || task.link() == null ? null : onOurClock(task.link().expiresAt()),
        video);
  }

  private static @Nullable String oddWord(@Nullable VideoTask task) {
    return task == null || task.rawStatus().equals(task.status().name()) ? null : task.rawStatus();
  }

  private @Nullable String problem() {
    if (gaveUp != null) {
      return gaveUp.getMessage();
    }
    return lastPollFailed && lastError != null ? lastError.problem() : videoError;
  }

  private @Nullable Instant onOurClock(@Nullable Instant onGatewaysClock) {
    return onGatewaysClock == null ? null : onGatewaysClock.plus(gatewayBehind);
  }

  synchronized TaskDetail detail() {
    VideoTask task = seen;
    return new TaskDetail(
        row(),
        log.history(),
        task == null ? null : onOurClock(task.timeline().startedAt()),
        task == null ? null : task.failure(),
        lastError,
        gaveUp == null ? null : gaveUp.getMessage(),
        videoError,
        task == null ? null : task.requestId(),
        task == null ? null : task.rawJson());
  }
}
