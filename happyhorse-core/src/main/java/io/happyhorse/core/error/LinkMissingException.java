package io.happyhorse.core.error;

/**
 * Thrown if a task ended in SUCCESS, but the gateway repeatedly provided no usable link. The video exists, and the link may be
 * provided later. {@link #lastObservation()} contains the raw response for the gateway's support.
 */
public final class LinkMissingException extends WaitException {
  /**
   * Creates the error.
   *
   * @param details the details, with the observation of SUCCESS
   */
  public LinkMissingException(WaitDetails details) {
    super(
        "The task ended in SUCCESS, but the gateway provides no usable link",
        details,
        "Wait for the same id again later, or ask the gateway's support with the task id.");
  }
}
