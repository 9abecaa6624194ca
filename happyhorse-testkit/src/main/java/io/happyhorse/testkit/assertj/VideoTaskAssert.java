package io.happyhorse.testkit.assertj;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about one observation of a task. Each of them returns this object. Messages contain the observation. Not thread-safe. */
public final class VideoTaskAssert extends AbstractAssert<VideoTaskAssert, VideoTask> {
  VideoTaskAssert(@Nullable VideoTask actual) {
    super(actual, VideoTaskAssert.class);
  }

  /** Verifies that the status is SUCCESS. */
  public VideoTaskAssert isSucceeded() {
    return hasStatus(TaskStatus.SUCCESS);
  }

  /** Verifies that the status is FAILURE. */
  public VideoTaskAssert isFailed() {
    return hasStatus(TaskStatus.FAILURE);
  }

  /** Verifies that the task has not ended. */
  public VideoTaskAssert isPending() {
    return check(!task().isFinished(), "not to have ended");
  }

  /** Verifies the status. */
  public VideoTaskAssert hasStatus(TaskStatus expected) {
    return check(task().status() == expected, "to have the status " + expected);
  }

  /**
   * Verifies the progress.
   *
   * @param percent 0 to 100
   */
  public VideoTaskAssert hasProgress(int percent) {
    return check(
        task().progress().percent().equals(OptionalInt.of(percent)),
        "to have the progress " + percent + "%");
  }

  /** Verifies that there is a link to the video. */
  public VideoTaskAssert hasLink() {
    return check(task().link() != null, "to have a link");
  }

  /** Verifies that there is no link to a video. */
  public VideoTaskAssert hasNoLink() {
    return check(task().link() == null, "to have no link");
  }

  /**
   * Verifies the code of a FAILURE.
   *
   * @param expected the code, such as {@code InvalidParameter}
   */
  public VideoTaskAssert hasFailureCode(String expected) {
    isFailed();
    return check(
        task().failure() != null && expected.equals(task().failure().code()),
        "to have failed with the code " + expected);
  }

  /**
   * Verifies the message of a FAILURE.
   *
   * @param expected the message without its code
   */
  public VideoTaskAssert hasFailureMessage(String expected) {
    isFailed();
    return check(
        task().failure() != null && expected.equals(task().failure().message()),
        "to have failed with the message " + expected);
  }

  private VideoTask task() {
    isNotNull();
    return Objects.requireNonNull(actual);
  }

  private VideoTaskAssert check(boolean holds, String expectation) {
    if (!holds) {
      throw failure(
          "%s", "Expected task " + task().id() + " " + expectation + ", but:" + timeline());
    }
    return this;
  }

  private String timeline() {
    VideoTask task = task();
    Timeline times = task.timeline();
    return line("submitted", times.submittedAt())
        + line("started", times.startedAt())
        + line("finished", times.finishedAt())
        + line("observed", task.observedAt())
        + String.format(
            "%n  %s %s%s%s",
            task.rawStatus(),
            task.progress(),
            task.link() == null ? "" : ", with a link",
            task.failure() == null ? "" : ": " + task.failure());
  }

  private static String line(String event, @Nullable Instant at) {
    return at == null ? "" : String.format("%n  %s  %s", at, event);
  }
}
