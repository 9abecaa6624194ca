package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.internal.InterruptibleRun;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.TimedFuture;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A queued download. Jobs are ordered by the expiry of their links. Cancelling the future ends the job. Thread-safe. */
final class DownloadJob implements Comparable<DownloadJob> {
  private final Instant expiresAt;
  private final Download download;
  private final End future = new End();
  private final InterruptibleRun onThread = new InterruptibleRun();
  private volatile boolean closing;

  DownloadJob(Instant expiresAt, Download download) {
    this.expiresAt = expiresAt;
    this.download = download;
    CompletableFuture<DownloadedVideo> unused = future.whenComplete((video, error) -> {
      if (error instanceof CancellationException) {
        boolean unusedHere = onThread.interrupt();
      }
    });
  }

  /** The future, which uses the time source of the download. */
  private final class End extends TimedFuture<DownloadedVideo> {
    @Override
    protected TimeSource time() {
      return download.context().time();
    }

    End exposed() {
      endWithTime();
      return this;
    }
  }

  CompletableFuture<DownloadedVideo> future() {
    return future.exposed();
  }

  /** Runs the download on the calling thread, unless it has already ended. */
  @SuppressWarnings("CatchingUnchecked") // any error is the outcome
  void run() {
    onThread.begin();
    try {
      if (!future.isDone()) { // interrupts take effect from here
        future.complete(download.run());
      }
    } catch (Throwable failed) {
      future.completeExceptionally(
          closing && failed instanceof DownloadInterruptedException
              ? download.context().closed()
              : failed);
    } finally {
      onThread.end();
    }
  }

  /** Ends the download, running or not, with an interrupt error. */
  void stop() {
    stopWith(download.context()::interrupted);
  }

  private void stopWith(Supplier<DownloadException> error) {
    if (!onThread.interrupt()) {
      future.completeExceptionally(error.get());
      boolean unused = onThread.interrupt(); // if it has begun in the meantime
    }
  }

  /** Ends the download, running or not, because the downloader is closed. */
  void close() {
    closing = true;
    stopWith(download.context()::closed);
  }

  boolean isOnThisThread() {
    return onThread.isOnThisThread();
  }

  @Override
  public int compareTo(DownloadJob other) {
    return expiresAt.compareTo(other.expiresAt);
  }

  @Override
  public String toString() {
    return "a download";
  }
}
