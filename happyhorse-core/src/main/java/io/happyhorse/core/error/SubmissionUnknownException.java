package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if it is unknown whether a task was created: bytes of the request may have reached the gateway, and no response reported the
 * result. A task may exist and may have been charged, so the library never repeats the request.
 *
 * <p>To find out, look for a task created at about {@link #at()} in the gateway's console, its list of tasks or its bill. The gateway's
 * support can search by {@link #requestId()}, if there is one.
 */
public final class SubmissionUnknownException extends SubmitException {
  /**
   * Creates the error.
   *
   * @param problem the problem, as half a sentence without secrets, such as {@code the connection broke}
   */
  public SubmissionUnknownException(
      String problem, SubmitDetails details, @Nullable Throwable cause) {
    super(
        "It is unknown whether the task was created: " + Redactor.line(problem),
        details,
        advice(details),
        cause);
  }

  private static String advice(SubmitDetails details) {
    return "Do not submit it again before checking the gateway's console, task list or bill for a task created at about "
        + details.at().truncatedTo(ChronoUnit.SECONDS)
        + (details.requestId() == null
            ? ""
            : ", or asking its support about the request id " + details.requestId())
        + ". If there is one, it may be charged: watch it by its id.";
  }

  /** Returns false, since a second submission may be charged, too. */
  @Override
  public boolean isTransient() {
    return false;
  }
}
