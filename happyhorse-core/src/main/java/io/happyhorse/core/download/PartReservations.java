package io.happyhorse.core.download;

/** The additional requests that one download has reserved. Not thread-safe. */
final class PartReservations {
  private final PartExecutor executor;
  private int reserved;

  /** The number of requests that need no reservation: 1 if the download has no other request, 0 otherwise. */
  private int own;

  PartReservations(PartExecutor executor) {
    this.executor = executor;
  }

  /** Sets whether the download has a request besides those for parts. */
  void setOtherRequest(boolean hasOther) {
    own = hasOther ? 0 : 1;
  }

  /** Returns whether the download may have this number of requests for parts, and reserves an additional one if necessary. */
  boolean allows(int requests) {
    if (requests > reserved + own && executor.reserve()) {
      reserved++;
    }
    return requests <= reserved + own;
  }

  /** Returns all reservations that this number of requests for parts does not need. */
  void releaseAbove(int requests) {
    for (; reserved > Math.max(0, requests - own); reserved--) {
      executor.release();
    }
  }
}
