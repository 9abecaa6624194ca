package io.happyhorse.core.download;

import io.happyhorse.core.time.Activity;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A download that waits for its turn, the earlier its link expires the sooner. Cancelling its future ends it. Thread-safe. */
final class Job implements Runnable, Comparable<Job> {
  private final Instant expiresAt;
  private final Download download;
  private final Activity activity;
  private final CompletableFuture<DownloadedVideo> future = new CompletableFuture<>();
  private @Nullable Thread thread;

  Job(Instant expiresAt, Download download, Activity activity) {
    this.expiresAt = expiresAt;
    this.download = download;
    this.activity = activity;
    CompletableFuture<DownloadedVideo> unused =
        future.whenComplete((video, error) -> interruptIfRunning());
  }

  CompletableFuture<DownloadedVideo> future() {
    return future;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // whatever happens is the outcome
  public void run() {
    activity.continueHere();
    try (activity) {
      if (begins()) {
        DownloadedVideo video = download.run();
        ends();
        future.complete(video);
      }
    } catch (Throwable failed) {
      ends();
      future.completeExceptionally(failed);
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

  @Override
  public int compareTo(Job other) {
    return expiresAt.compareTo(other.expiresAt);
  }
}
