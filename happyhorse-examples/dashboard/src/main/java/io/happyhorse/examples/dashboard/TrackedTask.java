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

/** What is known about a task of a watcher. Each change has a version, so that readers can request only later changes. Thread-safe. */
final class TrackedTask {
  private final TaskId id;
  private final int order;
  private final LongSupplier versions;
  private final HistoryRecorder history;

  private long version;
  private @Nullable TaskHandle handle;
  private @Nullable VideoTask latest;
  private Duration clockOffset = Duration.ZERO;
  private @Nullable Duration expectedAge;
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
    this.history = new HistoryRecorder(now);
    this.nextPollAt = now;
    this.version = versions.getAsLong();
  }

  private void changed() {
    version = versions.getAsLong();
  }

  synchronized long version() {
    return version;
  }

  synchronized void setHandle(TaskHandle newHandle) {
    handle = newHandle;
  }

  /** Marks the task as waited for again. Returns false if its wait has not been given up, or if another caller has marked it. */
  synchronized boolean startWaitAgain(Instant now) {
    boolean isPossible = gaveUp != null;
    if (isPossible) {
      gaveUp = null;
      nextPollAt = now;
      changed();
    }
    return isPossible;
  }

  synchronized @Nullable TaskHandle handle() {
    return handle;
  }

  synchronized @Nullable VideoTask latest() {
    return latest;
  }

  synchronized void onObservation(
      TaskObservation observation, Instant now, @Nullable Duration eta) {
    VideoTask current = observation.transition().validObservation(latest, observation.task());
    latest = current;
    polls++;
    lastPollFailed = false;
    clockOffset = Duration.between(current.observedAt(), now);
    Duration age = current.age();
    expectedAge = eta == null || age == null ? null : age.plus(eta);
    history.observed(observation.task(), observation.transition() == TaskTransition.REGRESSED, now);
    changed();
  }

  synchronized void pollFailed(QueryException error, Instant now) {
    polls++;
    lastPollFailed = true;
    lastError = new TaskDetail.PollError(
        now, message(error), error.advice(), error.httpStatus(), error.details().requestId());
    history.pollFailed(now);
    changed();
  }

  private static String message(QueryException error) {
    String excerpt = error.details().excerpt();
    return excerpt == null ? error.problem() : error.problem() + ": " + excerpt;
  }

  synchronized void pollScheduled(Instant at) {
    nextPollAt = at;
    changed();
  }

  synchronized void finished() {
    nextPollAt = null;
    expectedAge = null;
    changed();
  }

  synchronized void gaveUp(WaitException error) {
    gaveUp = error;
    nextPollAt = null;
    changed();
  }

  synchronized void setVideo(VideoState state, @Nullable String error) {
    video = state;
    videoError = error;
    changed();
  }

  /** Marks the video as being downloaded. Returns false if it cannot be downloaded now. */
  synchronized boolean startDownload() {
    boolean isPossible = video == VideoState.DOWNLOADABLE;
    if (isPossible) {
      setVideo(VideoState.DOWNLOADING, null);
    }
    return isPossible;
  }

  synchronized VideoState video() {
    return video;
  }

  synchronized TaskRow row() {
    VideoTask task = latest;
    OptionalInt percent = task == null ? OptionalInt.empty() : task.progress().percent();
    RowState state = gaveUp == null ? RowState.of(task) : RowState.GAVE_UP;
    return new TaskRow(
        id,
        order,
        state,
        unusualStatus(task),
        percent.isPresent() ? percent.getAsInt() : null,
        task == null ? "" : task.progress().text(),
        task == null ? null : toLocalClock(task.timeline().submittedAt()),
        task == null ? null : toLocalClock(task.timeline().finishedAt()),
        expectedAge,
        state == RowState.SUCCESS || state == RowState.FAILURE ? null : nextPollAt,
        polls,
        problem(),
        task == null || task.link() == null ? null : toLocalClock(task.link().expiresAt()),
        video);
  }

  private static @Nullable String unusualStatus(@Nullable VideoTask task) {
    return task == null || task.rawStatus().equals(task.status().name()) ? null : task.rawStatus();
  }

  private @Nullable String problem() {
    if (gaveUp != null) {
      return gaveUp.getMessage();
    }
    return lastPollFailed && lastError != null ? lastError.problem() : videoError;
  }

  private @Nullable Instant toLocalClock(@Nullable Instant gatewayTime) {
    return gatewayTime == null ? null : gatewayTime.plus(clockOffset);
  }

  synchronized TaskDetail detail() {
    VideoTask task = latest;
    return new TaskDetail(
        row(),
        history.history(),
        task == null ? null : toLocalClock(task.timeline().startedAt()),
        task == null ? null : task.failure(),
        lastError,
        gaveUp == null ? null : gaveUp.getMessage(),
        videoError,
        task == null ? null : task.requestId(),
        task == null ? null : task.rawJson());
  }
}
