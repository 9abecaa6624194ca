package io.happyhorse.core.download;

import java.io.EOFException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the transport means: whether a repeated request may succeed, and what to tell people.
 *
 * @param text what happened, as half a sentence
 * @param isTransient whether the same request may well succeed later
 * @param advice what to do about it, as a sentence; null for the usual
 */
record TransportProblem(
    String text, boolean isTransient, @Nullable String advice) {
  private static final String TRUST_STORE =
      "If a proxy or firewall here replaces certificates, start Java with -Djavax.net.ssl.trustStore=FILE, a trust store that holds its certificate.";
  private static final String OTHER_PROGRAM =
      "Download the link with another program, such as curl; ResultLink.reveal() returns it.";

  static TransportProblem of(IOException error) {
    if (error instanceof RedirectingSource.RefusedDestination) {
      return new TransportProblem(message(error), false, null);
    }
    if (error instanceof MalformedURLException) {
      return new TransportProblem(message(error), false, OTHER_PROGRAM);
    }
    if (isUntrusted(error)) {
      return new TransportProblem("its certificate is not trusted", false, TRUST_STORE);
    }
    return new TransportProblem(
        error instanceof EOFException ? "the transfer was cut off" : message(error), true, null);
  }

  private static String message(IOException error) {
    String name = error.getClass().getSimpleName();
    String message = error.getMessage();
    if (message == null) {
      return name;
    }
    boolean speaksForItself = error instanceof RedirectingSource.RefusedDestination
        || error instanceof MalformedURLException;
    return speaksForItself ? message : name + ": " + message;
  }

  /** Tells whether a certificate was refused; a handshake that broke off for any other reason may succeed the next time. */
  private static boolean isUntrusted(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof SSLPeerUnverifiedException
        || error instanceof CertificateException
        || error instanceof CertPathValidatorException
        || error instanceof CertPathBuilderException
        || (cause != null && isUntrusted(cause));
  }
}
