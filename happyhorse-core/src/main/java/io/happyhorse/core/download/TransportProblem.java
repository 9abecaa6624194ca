package io.happyhorse.core.download;

import io.happyhorse.core.task.Redactor;
import java.io.EOFException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the transport means: whether a repeated request may succeed, and what to tell people.
 *
 * @param text what happened, as half a sentence
 * @param isTransient whether the same request may well succeed later
 * @param advice what to do about it, as a sentence; null for the usual
 * @param cause the error, to be shown with its stack trace; null if it says no more than the text, or may hold secrets
 */
record TransportProblem(
    String text,
    boolean isTransient,
    @Nullable String advice,
    @Nullable IOException cause) {
  private static final String TRUST_STORE =
      "If a proxy or firewall here replaces certificates, start Java with -Djavax.net.ssl.trustStore=FILE, a trust store that holds its certificate.";
  private static final String OTHER_PROGRAM =
      "Download the link with another program, such as curl; ResultLink.reveal() returns it.";

  static TransportProblem of(IOException error) {
    IOException shown = Redactor.isFit(error, UnaryOperator.identity()) ? error : null;
    if (error instanceof RedirectingSource.RefusedDestination refused) {
      return new TransportProblem(refused.why(), false, null, null);
    }
    if (error instanceof MalformedURLException) {
      return new TransportProblem(String.valueOf(error.getMessage()), false, OTHER_PROGRAM, shown);
    }
    if (isUntrusted(error)) {
      return new TransportProblem("its certificate is not trusted", false, TRUST_STORE, shown);
    }
    return new TransportProblem(text(error), true, null, shown);
  }

  private static String text(IOException error) {
    if (error instanceof EOFException) {
      return "the transfer was cut off";
    }
    String name = error.getClass().getSimpleName();
    return error.getMessage() == null ? name : name + ": " + error.getMessage();
  }

  /** Tells whether a certificate was refused; a handshake that broke off for any other reason may succeed the next time. */
  private static boolean isUntrusted(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof SSLPeerUnverifiedException
        || error instanceof CertificateException
        || error instanceof CertPathValidatorException
        || error instanceof CertPathBuilderException
        || error
            instanceof InvalidAlgorithmParameterException // a trust store that is empty or missing
        || (cause != null && isUntrusted(cause));
  }
}
