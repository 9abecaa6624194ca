package io.happyhorse.core.error;

/**
 * The gateway said SUCCESS, but gave no usable link, however often it was asked. The video exists: its link may still turn up,
 * and {@link #lastObservation()} carries the body for the gateway's support.
 */
public final class LinkMissingException extends WaitException {
  /**
   * Reports it.
   *
   * @param evidence what is known, the observation of SUCCESS included
   */
  public LinkMissingException(WaitEvidence evidence) {
    super(
        "The task ended in SUCCESS, but the gateway gives no usable link",
        evidence,
        "Wait again by its id in a while, or ask the gateway's support with the task id.");
  }
}
