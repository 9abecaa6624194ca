package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** Thrown if the gateway's certificate is not trusted or belongs to another host. Nothing was sent, in particular not the API key. */
public final class UntrustedCertificateException extends QueryException {
  /**
   * Creates the error.
   *
   * @param problem the problem of the certificate, as half a sentence without secrets
   */
  public UntrustedCertificateException(
      String problem, QueryDetails details, @Nullable Throwable cause) {
    super(
        "The gateway's certificate is not trusted: " + Redactor.line(problem),
        details,
        "Check the base URL and this machine's clock. If a proxy or a private gateway has its own certificate, specify a trust"
            + " store that contains it with -Djavax.net.ssl.trustStore. The task is not affected.",
        cause);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
