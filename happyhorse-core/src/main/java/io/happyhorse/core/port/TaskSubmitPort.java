package io.happyhorse.core.port;

import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Creates tasks: {@code POST /v1/video/generations}. Every accepted request is charged, and the gateway does not recognize a repeated
 * request. Therefore, <em>once a byte of a request may have left, the request is never sent again</em>.
 *
 * <p>Implementations are thread-safe, block the calling thread, return promptly if it is interrupted, and throw only
 * {@link io.happyhorse.core.error.SubmitException}s and, before anything is sent, {@link IllegalArgumentException}.
 */
@FunctionalInterface
public interface TaskSubmitPort {
  /** The time limit of {@link #submit(VideoRequest)}: 2 min. It is long because after a timeout it is unknown whether a task exists. */
  Duration DEFAULT_WITHIN = Duration.ofMinutes(2);

  /**
   * Creates a task.
   *
   * @param request the requested video
   * @param within the time limit of the whole call; more than zero
   * @throws IllegalArgumentException if {@link VideoRequest#validate()} refuses the request, or {@code within} is not more than zero;
   *     nothing was sent
   * @throws io.happyhorse.core.error.SubmissionNotSentException if no byte of the request was sent; the port has already retried a few
   *     times, and the request may be submitted again
   * @throws io.happyhorse.core.error.SubmissionRefusedException if the gateway refused it; nothing was charged
   * @throws io.happyhorse.core.error.SubmissionUnknownException if it is unknown whether the task exists; do not repeat it
   */
  SubmittedTask submit(VideoRequest request, Duration within);

  /**
   * Creates a task, within 2 min.
   *
   * @param request the requested video
   * @throws IllegalArgumentException if {@link VideoRequest#validate()} refuses the request
   * @throws io.happyhorse.core.error.SubmitException if there is no task id; its three subtypes state whether a charge is possible
   */
  default SubmittedTask submit(VideoRequest request) {
    return submit(request, DEFAULT_WITHIN);
  }

  /** {@return the gateway that tasks are submitted to: scheme, host and port; null if there is none} */
  default @Nullable URI origin() {
    return null;
  }
}
