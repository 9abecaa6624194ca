package io.happyhorse.feign;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a certificate that is not trusted from a handshake that broke: both are an {@code SSLHandshakeException}, but only the first
 * is the same next time.
 */
final class Certificates {
  private Certificates() {}

  /** Returns the innermost error of a certificate among the causes; null if there is none. */
  static @Nullable GeneralSecurityException distrust(@Nullable Throwable error) {
    GeneralSecurityException found = null;
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof GeneralSecurityException distrust && isOfCertificates(distrust)) {
        found = distrust;
      }
    }
    return found;
  }

  /** Returns the error of a transfer, with what to do if its cause is a certificate. */
  static SSLException explained(SSLException broken) {
    GeneralSecurityException distrust = distrust(broken);
    if (distrust == null) {
      return broken;
    }
    SSLException explained = new SSLHandshakeException("the certificate is not trusted, "
        + distrust.getMessage() + "; a trust store is named with -Djavax.net.ssl.trustStore");
    explained.initCause(distrust);
    return explained;
  }

  /** The last one stands for a trust store that is empty or missing. */
  private static boolean isOfCertificates(GeneralSecurityException error) {
    return error instanceof CertificateException
        || error instanceof CertPathBuilderException
        || error instanceof CertPathValidatorException
        || error instanceof InvalidAlgorithmParameterException;
  }
}
