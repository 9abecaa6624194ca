package io.happyhorse.core.download;

import io.happyhorse.core.internal.InterruptibleRun;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

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
  private final PendingWork work;
  private final CompletableFuture<PartBuffer> received = new CompletableFuture<>();
  private final InterruptibleRun onThread = new InterruptibleRun();

  /**
   * Creates a request, which a virtual time waits for.
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
    this.work = time.begin(this);
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
    try (work) {
      work.bindToCurrentThread();
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
    try (VideoResponse response = source.openPart(link, part.from(), part.to(), eTag)) {
      if (!part.isIn(response)) {
        throw new PartRefusedException(response, time);
      }
      buffer.fill(response.body(), part.length());
      received.complete(buffer);
    }
  }

  /** Ends a request that cannot run. */
  void fail(Throwable error) {
    received.completeExceptionally(error);
    work.close();
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
