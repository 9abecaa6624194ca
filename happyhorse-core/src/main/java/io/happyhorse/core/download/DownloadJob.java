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

/** A download that waits for its turn, which comes sooner the earlier its link expires. Cancelling its future ends it. Thread-safe. */
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

  /** The future, which waits in the time of the download. */
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

  /** Runs it on the calling thread, unless it has ended already. */
  @SuppressWarnings("CatchingUnchecked") // whatever happens is the outcome
  void run() {
    onThread.begin();
    try {
      if (!future.isDone()) { // from here on, an interrupt comes through
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

  /** Ends the download, running or not, with the error that says so. */
  void stop() {
    stopWith(download.context()::interrupted);
  }

  private void stopWith(Supplier<DownloadException> error) {
    if (!onThread.interrupt()) {
      future.completeExceptionally(error.get());
      boolean unused = onThread.interrupt(); // if it has begun meanwhile
    }
  }

  /** Ends the download, running or not, since its downloader is closed. */
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
