package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadDetails;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.internal.Causes;
import io.happyhorse.core.internal.CertificateErrors;
import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.port.ProxyRefusedException;
import io.happyhorse.core.task.Redactor;
import java.io.EOFException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a transport error: whether a repeated request may succeed, and what to report.
 *
 * @param text the problem, as half a sentence
 * @param isTransient whether the same request may succeed later
 * @param advice the advice, as a sentence; null for the default advice
 * @param cause the error, for its stack trace; null if it adds nothing to the text or may contain secrets
 */
record TransportProblem(
    String text,
    boolean isTransient,
    @Nullable String advice,
    @Nullable Throwable cause) {
  private static final String TRUST_STORE =
      "If a proxy or a firewall replaces certificates, start Java with -Djavax.net.ssl.trustStore=FILE, where FILE is a trust store"
          + " that contains its certificate.";
  private static final String OTHER_PROGRAM =
      "Download the link with another program, such as curl; ResultLink.reveal() returns it.";
  private static final String PROXY =
      "Allow the storage host in the proxy, or download without the proxy.";

  static TransportProblem of(IOException error) {
    IOException shown = Redactor.isFit(error, UnaryOperator.identity()) ? error : null;
    if (error instanceof RefusedDestinationException refused) {
      return new TransportProblem(refused.why(), false, null, refused.getCause());
    }
    if (error instanceof MalformedURLException) {
      return new TransportProblem(String.valueOf(error.getMessage()), false, OTHER_PROGRAM, shown);
    }
    if (error instanceof ProxyRefusedException refusal) {
      return new TransportProblem(
          String.valueOf(error.getMessage()),
          HttpStatus.isTransient(refusal.status()),
          PROXY,
          refusal);
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

  private static boolean isUntrusted(IOException error) {
    if (CertificateErrors.find(error) != null) {
      return true;
    }
    for (Throwable cause : Causes.of(error)) {
      if (cause instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  StorageException asError(DownloadDetails details) {
    if (cause instanceof ProxyRefusedException && advice != null) {
      return StorageException.ofProxy(text, isTransient, advice, details, cause);
    }
    return advice == null
        ? new StorageException(text, isTransient, details, cause)
        : new StorageException(text, isTransient, advice, details, cause);
  }
}
