package io.happyhorse.core.internal;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes an untrusted certificate from an interrupted handshake: both are an {@code SSLHandshakeException}, but only the
 * former fails again when repeated.
 */
public final class CertificateErrors {
  private CertificateErrors() {}

  /**
   * Returns the innermost certificate error among an error and its causes.
   *
   * @param error an error of the transport; null if there was none
   * @return the certificate error; null if there is none
   */
  public static @Nullable GeneralSecurityException find(@Nullable Throwable error) {
    GeneralSecurityException found = null;
    for (Throwable cause : Causes.of(error)) {
      if (cause instanceof GeneralSecurityException ofSecurity && isOfCertificate(ofSecurity)) {
        found = ofSecurity;
      }
    }
    return found;
  }

  /** The last one is thrown for a trust store that is empty or missing. */
  private static boolean isOfCertificate(GeneralSecurityException error) {
    return error instanceof CertificateException
        || error instanceof CertPathBuilderException
        || error instanceof CertPathValidatorException
        || error instanceof InvalidAlgorithmParameterException;
  }
}
