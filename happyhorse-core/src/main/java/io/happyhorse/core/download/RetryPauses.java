package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.StorageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The pauses of one download between its requests, each reported as an event. Not thread-safe. */
final class RetryPauses {
  private final DownloadContext context;
  private final RetryBudget budget;

  RetryPauses(DownloadContext context) {
    this.context = context;
    this.budget = new RetryBudget(context.settings.tries(), context.time(), context.task);
  }

  /** Pauses before a request if the host sent a refusal with Retry-After in place of a part: until that time has passed. */
  void beforeRequest(@Nullable PartRefusedException refusal) {
    Duration left = refusal == null ? null : refusal.pauseLeft(context.time());
    if (refusal != null && left != null) {
      context.source.record(refusal);
      pause(
          context.refusal(StorageErrorBody.meaning(refusal.status()), true),
          RetryBudget.limited(left),
          left);
    }
  }

  void after(StorageException error, @Nullable Duration retryAfter) {
    after(error, error.isTransient(), retryAfter);
  }

  /** Pauses before the next request, or throws the error if another request cannot help or too many consecutive ones have failed. */
  void after(DownloadException error, boolean mayHelp, @Nullable Duration retryAfter) {
    Duration pause = mayHelp ? budget.pauseAfterFailure(context.target.size(), retryAfter) : null;
    if (pause == null) {
      throw error;
    }
    pause(error, pause, retryAfter);
  }

  private void pause(DownloadException error, Duration pause, @Nullable Duration requested) {
    context.reporter.onEvent(new DownloadEvent.Retrying(error, pause, requested));
    try {
      context.time().sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw context.interrupted();
    }
  }
}
