package io.happyhorse.core.error;

/**
 * The gateway said SUCCESS, but gave no usable link, however often it was asked. The video exists: its link may still turn up,
 * and {@link #lastObservation()} carries the body for the gateway's support.
 */
public final class LinkMissingException extends WaitException {
  /**
   * Reports it.
   *
   * @param details what is known, the observation of SUCCESS included
   */
  public LinkMissingException(WaitDetails details) {
    super(
        "The task ended in SUCCESS, but the gateway gives no usable link",
        details,
        "Wait again by its id in a while, or ask the gateway's support with the task id.");
  }
}
