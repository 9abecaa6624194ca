package io.happyhorse.examples.cli;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request only if no other process has recorded the same request since the plan was created. It is called after the intent was
 * written, and lines are only appended. Therefore, at least the later one of two processes finds the intent of the other.
 */
record OutboxGuard(TaskSubmitPort port, OutboxFile outbox, OutboxPlan plan, TimeSource time)
    implements TaskSubmitPort {
  @Override
  public SubmittedTask submit(VideoRequest request, Duration within) {
    try {
      if (plan.isContested(request, outbox.entries())) {
        throw notSent(
            request,
            "another process is submitting it with the same outbox, and may have created the task",
            null);
      }
    } catch (IOException unreadable) {
      throw notSent(request, "the outbox cannot be read: " + unreadable.getMessage(), unreadable);
    }
    SubmittedTask task = port.submit(request, within);
    plan.noteSubmitted(request);
    return task;
  }

  private SubmissionNotSentException notSent(
      VideoRequest request, String problem, @Nullable IOException cause) {
    SubmitDetails details =
        SubmitDetails.withoutResponse(request.digest(), origin(), time.instant(), 0);
    return new SubmissionNotSentException(problem, cause == null, details, cause);
  }

  @Override
  public @Nullable URI origin() {
    return port.origin();
  }
}
