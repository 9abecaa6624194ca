package io.happyhorse.core.download;

import java.util.ArrayDeque;
import java.util.Queue;

/** Runs the requests for parts of one download in order, as many at once as the limits of the downloader allow. Thread-safe. */
final class PartLanes {
  private final PartExecutor executor;
  private final Queue<PartRequest> waiting = new ArrayDeque<>();
  private int running;
  private int reserved;

  /** The number of requests that need no reservation: 1 if the download has no other request, 0 otherwise. */
  private int own;

  PartLanes(PartExecutor executor) {
    this.executor = executor;
  }

  /** Returns whether the download may have a request besides its own one. */
  synchronized boolean isAllowed() {
    return reserved > 0 || reserve();
  }

  private boolean reserve() {
    boolean isFree = executor.reserve();
    reserved += isFree ? 1 : 0;
    return isFree;
  }

  /** Sets whether the download has a request besides those for parts. */
  synchronized void setOtherRequest(boolean hasOther) {
    own = hasOther ? 0 : 1;
    startNext();
  }

  synchronized void add(PartRequest request) {
    waiting.add(request);
    startNext();
  }

  private void startNext() {
    while (!waiting.isEmpty() && (running < reserved + own || reserve())) {
      running++;
      PartRequest next = waiting.remove();
      executor.execute(next, this::ended);
    }
  }

  private synchronized void ended() {
    running--;
    release();
    startNext();
  }

  /** Returns the reservations that are not used. */
  private void release() {
    for (; reserved > Math.max(0, running - own); reserved--) {
      executor.release();
    }
  }

  /** Forgets the requests that have not been started. */
  synchronized void close() {
    waiting.clear();
    release();
  }
}
