package io.happyhorse.feign;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.internal.CertificateErrors;
import java.util.function.UnaryOperator;

/**
 * What a failed request means for the submission: nothing was sent, or it is unknown whether the task was created.
 *
 * @param transport the reason why there is no complete response
 * @param marksUnsent whether the transport throws {@link NotSentException} whenever nothing was sent
 * @param hiding removes secrets from a text
 */
record SubmitFailure(
    TransportFailure transport, boolean marksUnsent, UnaryOperator<String> hiding) {
  SubmitException asError(SubmitDetails details) {
    return isUnsent()
        ? new SubmissionNotSentException(
            problem(), mayPass(), details, transport.withoutMark().shown(hiding))
        : asUnknown(details);
  }

  SubmissionUnknownException asUnknown(SubmitDetails details) {
    return new SubmissionUnknownException(
        problem(), details, transport.withoutMark().shown(hiding));
  }

  /**
   * Returns whether no byte has been sent. The default transport determines this exactly. With a custom transport, it is certain only
   * for errors before the connection.
   */
  private boolean isUnsent() {
    return marksUnsent
        ? transport.isA(NotSentException.class)
        : transport.isBeforeConnected() || CertificateErrors.find(transport.cause()) != null;
  }

  /** Returns whether the same request may succeed later. */
  private boolean mayPass() {
    return !Thread.currentThread().isInterrupted()
        && CertificateErrors.find(transport.cause()) == null
        && !transport.withoutMark().needsProxyCredentials();
  }

  private String problem() {
    return Thread.currentThread().isInterrupted()
        ? "interrupted"
        : hiding.apply(transport.withoutMark().problem());
  }
}
