package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import org.jspecify.annotations.Nullable;

/** The certificate of the gateway is not trusted, or belongs to another host. Nothing was sent, the API key included. */
public final class UntrustedCertificateException extends QueryException {
  /**
   * Creates the error.
   *
   * @param problem what is wrong with the certificate, as half a sentence without secrets
   * @param details what is known
   * @param cause the technical cause, or null
   */
  public UntrustedCertificateException(
      String problem, QueryDetails details, @Nullable Throwable cause) {
    super(
        "The gateway's certificate is not trusted: " + Redactor.line(problem),
        details,
        "Check the base URL and this machine's clock. If a proxy or a private gateway has a certificate of its own, name a trust"
            + " store that holds it with -Djavax.net.ssl.trustStore. The task is not affected.",
        cause);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
