package io.happyhorse.core.lifecycle;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.QueryException;

/**
 * What the polls of all waits have shown about the gateway. Immutable.
 *
 * @param everResponded whether any poll has returned an observation
 * @param webPagesInARow the number of consecutive failed polls that received a web page; 0 or more
 */
public record GatewayHistory(boolean everResponded, int webPagesInARow) {
  /** No poll has returned yet. */
  public static final GatewayHistory NONE = new GatewayHistory(false, 0);

  /** After the first observation, web pages count as ordinary failures. */
  private static final GatewayHistory RESPONDED = new GatewayHistory(true, 0);

  private static final int WEB_PAGES = 3;

  /**
   * Validates the count.
   *
   * @throws IllegalArgumentException if {@code webPagesInARow} is negative
   */
  public GatewayHistory {
    if (webPagesInARow < 0) {
      throw new IllegalArgumentException(
          "The number of web pages in a row must be 0 or more, not " + webPagesInARow + ".");
    }
  }

  /** {@return the history after an observation of any task} */
  public GatewayHistory afterObservation() {
    return RESPONDED;
  }

  /** {@return the history after a failed poll of any task} */
  public GatewayHistory after(QueryException error) {
    if (everResponded) {
      return this;
    }
    return isWebPage(error) ? new GatewayHistory(false, webPagesInARow + 1) : NONE;
  }

  /** Returns whether the URL is not the gateway's: at least 3 consecutive web pages and no observation. */
  boolean hasOnlyWebPages() {
    return !everResponded && webPagesInARow >= WEB_PAGES;
  }

  static boolean isWebPage(QueryException error) {
    return error instanceof MalformedResponseException malformed && malformed.isWebPage();
  }
}
