package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.TimedFuture;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A download that waits for its turn, which comes sooner the earlier its link expires. Cancelling its future ends it. Thread-safe. */
final class DownloadJob implements Comparable<DownloadJob> {
  private final Instant expiresAt;
  private final Download download;
  private final End future = new End();
  private @Nullable Thread thread;
  private volatile boolean closing;

  DownloadJob(Instant expiresAt, Download download) {
    this.expiresAt = expiresAt;
    this.download = download;
    CompletableFuture<DownloadedVideo> unused = future.whenComplete((video, error) -> {
      if (error instanceof CancellationException) {
        boolean unusedHere = interruptIfRunning();
      }
    });
  }

  /** The future, which waits in the time of the download. */
  private final class End extends TimedFuture<DownloadedVideo> {
    @Override
    protected TimeSource time() {
      return download.time();
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
    if (!begins()) {
      return;
    }
    try {
      future.complete(download.run());
    } catch (Throwable failed) {
      future.completeExceptionally(
          closing && failed instanceof DownloadInterruptedException ? download.closed() : failed);
    } finally {
      ends();
    }
  }

  private synchronized boolean begins() {
    thread = future.isDone() ? null : Thread.currentThread();
    return thread != null;
  }

  /** Ends on the thread, and clears an interrupt that was meant for the download. */
  private synchronized void ends() {
    thread = null;
    boolean unused = Thread.interrupted();
  }

  private synchronized boolean interruptIfRunning() {
    if (thread != null) {
      thread.interrupt();
    }
    return thread != null;
  }

  /** Ends the download, running or not, with the error that says so. */
  void stop() {
    if (!interruptIfRunning()) {
      future.completeExceptionally(download.interrupted());
    }
  }

  /** Ends the download, running or not, since its downloader is closed. */
  void close() {
    closing = true;
    if (!interruptIfRunning()) {
      future.completeExceptionally(download.closed());
    }
  }

  synchronized boolean isOnThisThread() {
    return thread == Thread.currentThread();
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
