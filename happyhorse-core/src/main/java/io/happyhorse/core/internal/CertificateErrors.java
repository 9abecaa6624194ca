package io.happyhorse.core.internal;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a certificate that is not trusted from a handshake that broke off: both are an {@code SSLHandshakeException}, but only the
 * first fails again the next time.
 */
public final class CertificateErrors {
  private CertificateErrors() {}

  /**
   * Returns the innermost error of a certificate among an error and its causes.
   *
   * @param error an error of the transport; null if there was none
   * @return the error of the certificate; null if there is none
   */
  public static @Nullable GeneralSecurityException find(@Nullable Throwable error) {
    GeneralSecurityException found = null;
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof GeneralSecurityException ofSecurity && isOfCertificate(ofSecurity)) {
        found = ofSecurity;
      }
    }
    return found;
  }

  /** The last one stands for a trust store that is empty or missing. */
  private static boolean isOfCertificate(GeneralSecurityException error) {
    return error instanceof CertificateException
        || error instanceof CertPathBuilderException
        || error instanceof CertPathValidatorException
        || error instanceof InvalidAlgorithmParameterException;
  }
}
