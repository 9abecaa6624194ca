package io.happyhorse.core.task;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway says has become of a task ({@code data.status}). Only {@link #SUCCESS} and {@link #FAILURE} end one.
 *
 * <p>Five of the words are documented; {@link #SUBMITTED} has been seen in the gateway's family, and every other word, known
 * to nobody today, is {@link #OTHER}: the task goes on. The word itself is kept in {@link VideoTask#rawStatus()}.
 */
public enum TaskStatus {
  /** Accepted, nothing has happened yet. */
  NOT_START,
  /** Handed to the upstream, which has not said more. Not documented by the vendor. */
  SUBMITTED,
  /** Waiting for its turn. A task may come back here from {@link #IN_PROGRESS}. */
  QUEUED,
  /** Being rendered. */
  IN_PROGRESS,
  /** The end: the video is there, and its link lives for 24 hours. */
  SUCCESS,
  /** The end: there will be no video, and the gateway refunds what the task cost by itself. */
  FAILURE,
  /** A word, or the lack of one, that means none of the others: the task goes on. */
  OTHER;

  /**
   * Reads the gateway's word, trimmed and whatever its case.
   *
   * <p>{@code SUCCEEDED} and {@code COMPLETED} mean {@link #SUCCESS}, {@code FAILED} means {@link #FAILURE}: gateways have
   * been seen to pass these upstream words through. No other word ends a task.
   *
   * @param word the word as received, or null if there was none
   * @return what it means, {@link #OTHER} if nothing known
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

  /**
   * Tells whether the gateway has ended the task.
   *
   * @return true for {@link #SUCCESS} and {@link #FAILURE}
   */
  public boolean isTerminal() {
    return this == SUCCESS || this == FAILURE;
  }
}
