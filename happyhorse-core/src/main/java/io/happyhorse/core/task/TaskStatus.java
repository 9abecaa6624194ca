package io.happyhorse.core.task;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The status of a task ({@code data.status}). Only {@link #SUCCESS} and {@link #FAILURE} are terminal.
 *
 * <p>Five words are documented. {@link #SUBMITTED} occurs at related gateways. Any other word maps to {@link #OTHER}, which does not
 * end the task. {@link VideoTask#rawStatus()} returns the word itself.
 */
public enum TaskStatus {
  /** Accepted, but not yet queued. */
  NOT_START,
  /** Passed to the upstream, which has not reported a status yet. Not documented by the vendor. */
  SUBMITTED,
  /** Waiting in the queue. A task may return to this status from {@link #IN_PROGRESS}. */
  QUEUED,
  /** Being rendered. */
  IN_PROGRESS,
  /** The task has succeeded: the video is available, and its link is valid for about 24 hours. */
  SUCCESS,
  /** The task has failed: there is no video, and the gateway refunds the charge automatically. */
  FAILURE,
  /** Any other status word, or none. The task has not ended. */
  OTHER;

  /**
   * Returns the status for the gateway's word, ignoring case and surrounding white space.
   *
   * <p>{@code SUCCEEDED} and {@code COMPLETED} mean {@link #SUCCESS}, {@code FAILED} means {@link #FAILURE}: some gateways pass on
   * these words of the upstream. Any other word, and null, mean {@link #OTHER}.
   *
   * @param word the word as received; null if absent
   */
  public static TaskStatus of(@Nullable String word) {
    if (word == null) {
      return OTHER;
    }
    return switch (word.strip().toUpperCase(Locale.ROOT)) {
      case "NOT_START" -> NOT_START;
      case "SUBMITTED" -> SUBMITTED;
      case "QUEUED" -> QUEUED;
      case "IN_PROGRESS" -> IN_PROGRESS;
      case "SUCCESS", "SUCCEEDED", "COMPLETED" -> SUCCESS;
      case "FAILURE", "FAILED" -> FAILURE;
      default -> OTHER;
    };
  }

  /** {@return whether this status ends a task; true for {@link #SUCCESS} and {@link #FAILURE}} */
  public boolean isTerminal() {
    return this == SUCCESS || this == FAILURE;
  }
}
