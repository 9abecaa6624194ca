package io.happyhorse.core.port;

import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Creates tasks: {@code POST /v1/video/generations}. Every accepted request is charged, and the gateway does not recognise a repeated
 * one, so <em>once a byte of a request may have left, it is never sent again</em>.
 *
 * <p>Implementations are thread-safe, block the calling thread, return at once when it is interrupted, and throw nothing but the
 * {@link io.happyhorse.core.error.SubmitException} family and, before anything is sent, {@link IllegalArgumentException}.
 */
@FunctionalInterface
public interface TaskSubmitPort {
  /** How long {@link #submit(VideoRequest)} may take: 2 min, since giving up early leaves it unknown whether a task exists. */
  Duration DEFAULT_WITHIN = Duration.ofMinutes(2);

  /**
   * Creates a task.
   *
   * @param request the video to be made
   * @param within how long the whole call may take; more than zero
   * @return the accepted task
   * @throws IllegalArgumentException if {@link VideoRequest#validate()} refuses the request, or {@code within} is not more than zero;
   *     nothing was sent
   * @throws io.happyhorse.core.error.SubmissionNotSentException if no byte of the request left; may be repeated, and was, a few times
   * @throws io.happyhorse.core.error.SubmissionRefusedException if the gateway refused it; nothing was charged
   * @throws io.happyhorse.core.error.SubmissionUnknownException if it is unknown whether the task exists; do not repeat it
   */
  SubmittedTask submit(VideoRequest request, Duration within);

  /**
   * Creates a task, within 2 min.
   *
   * @param request the video to be made
   * @return the accepted task
   * @throws IllegalArgumentException if {@link VideoRequest#validate()} refuses the request
   * @throws io.happyhorse.core.error.SubmitException if there is no task id; its three types say what that means for the money
   */
  default SubmittedTask submit(VideoRequest request) {
    return submit(request, DEFAULT_WITHIN);
  }

  /**
   * Returns the gateway that tasks are submitted to.
   *
   * @return scheme, host and port, or null if it makes no sense to tell
   */
  default @Nullable URI origin() {
    return null;
  }
}
