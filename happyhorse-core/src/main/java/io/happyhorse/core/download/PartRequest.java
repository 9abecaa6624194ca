package io.happyhorse.core.download;

import io.happyhorse.core.internal.InterruptibleRun;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Receives one part of a video on a thread of its own. A part is received completely and as requested, or it fails; the download then
 * requests it again with its own request, which determines the reason. Thread-safe.
 */
final class PartRequest implements Runnable {
  private final RedirectingSource source;
  private final ResultLink link;
  private final VideoPart part;
  private final PartBuffer buffer;
  private final TimeSource time;
  private final CompletableFuture<PartBuffer> received = new CompletableFuture<>();
  private final InterruptibleRun onThread = new InterruptibleRun();
  private volatile @Nullable PendingWork work;

  /**
   * Creates a request.
   *
   * @param source used by this request only
   */
  PartRequest(
      RedirectingSource source,
      ResultLink link,
      VideoPart part,
      PartBuffer buffer,
      TimeSource time) {
    this.source = source;
    this.link = link;
    this.part = part;
    this.buffer = buffer;
    this.time = time;
  }

  /** Prepares the start of this request. From now on, a virtual time waits for it. */
  void begin() {
    work = time.begin(this);
  }

  /** Returns whether this request has been started. */
  boolean hasBegun() {
    return work != null;
  }

  /** Returns a future of the received bytes, which fails if this part was not received. */
  CompletableFuture<PartBuffer> received() {
    return received;
  }

  /** Returns the number of bytes received so far. */
  int bytes() {
    return buffer.length();
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // also if the memory does not suffice, one request is used
  public void run() {
    onThread.begin();
    try (PendingWork running = Objects.requireNonNull(work, "not begun")) {
      running.bindToCurrentThread();
      if (!received.isDone()) { // interrupts take effect from here
        receive();
      }
    } catch (Throwable failed) {
      received.completeExceptionally(failed);
    } finally {
      onThread.end();
    }
  }

  private void receive() throws IOException {
    String eTag = Objects.requireNonNull(part.version().eTag(), "eTag");
    boolean isFull = false;
    try (VideoResponse response = source.openPart(link, part.from(), part.to(), eTag)) {
      if (!part.isIn(response)) {
        throw new PartRefusedException(response, time);
      }
      buffer.fill(response.body(), part.length());
      isFull = true;
    } finally {
      if (isFull) {
        received.complete(buffer); // the response is closed, and its connection is free
      }
    }
  }

  /** Ends a request that has begun but cannot run. */
  void fail(Throwable error) {
    received.completeExceptionally(error);
    Objects.requireNonNull(work, "not begun").close();
  }

  /** Ends the request, running or not. */
  void stop() {
    boolean isRunning = onThread.interrupt();
    if (received.cancel(false) && !isRunning) {
      boolean unused = onThread.interrupt(); // if it has begun in the meantime
    }
  }

  @Override
  public String toString() {
    return "a request for a part of a video";
  }
}
