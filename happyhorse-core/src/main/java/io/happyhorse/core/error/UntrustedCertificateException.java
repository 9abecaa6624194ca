package io.happyhorse.core.error;

import io.happyhorse.core.task.SafeText;
import org.jspecify.annotations.Nullable;

/** The certificate of the gateway is not trusted, or belongs to another host. Nothing was sent, the API key included. */
public final class UntrustedCertificateException extends QueryException {
  /**
   * Creates the error.
   *
   * @param problem what is wrong with the certificate, as half a sentence without secrets
   * @param evidence what is known
   * @param cause the technical cause, or null
   */
  public UntrustedCertificateException(
      String problem, QueryEvidence evidence, @Nullable Throwable cause) {
    super(
        "The gateway's certificate is not trusted: " + SafeText.line(problem),
        evidence,
        "Check the base URL and this machine's clock. If a proxy or a private gateway has a certificate of its own, name a trust"
            + " store that holds it with -Djavax.net.ssl.trustStore. The task is not affected.",
        cause);
  }

  @Override
  public boolean isTransient() {
    return false;
  }
}
