package io.happyhorse.feign;

import feign.FeignException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.internal.Causes;
import io.happyhorse.core.internal.CertificateErrors;
import io.happyhorse.core.internal.DurationText;
import io.happyhorse.core.task.Redactor;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a request received no response.
 *
 * @param cause the error of the transport; null if there was none
 * @param proxy host and port of the proxy; null if none was used
 * @param limits the time limits of the request
 */
record TransportFailure(@Nullable Throwable cause, @Nullable String proxy, Timeouts limits) {
  /** Matches the message of the JDK's client if a proxy has refused to connect. There is no exception type for this case. */
  static final Pattern TUNNEL_REFUSED = Pattern.compile("Tunnel failed, got: (\\d{3})");

  static TransportFailure of(RuntimeException thrown, @Nullable String proxy, Timeouts limits) {
    return new TransportFailure(
        thrown instanceof FeignException ? thrown.getCause() : thrown, proxy, limits);
  }

  QueryException asError(QueryDetails details, UnaryOperator<String> hiding) {
    Throwable shown = shown(hiding);
    GeneralSecurityException distrust = CertificateErrors.find(cause);
    return distrust == null
        ? new NetworkException(hiding.apply(problem()), details, shown)
        : new UntrustedCertificateException(
            hiding.apply(String.valueOf(distrust.getMessage())), details, shown);
  }

  /** Returns the cause if it contains no secret; otherwise null. */
  @Nullable
  Throwable shown(UnaryOperator<String> hiding) {
    return cause != null && Redactor.isFit(cause, hiding) ? cause : null;
  }

  /** Returns the failure that is wrapped in a {@link NotSentException}, or this one. */
  TransportFailure withoutMark() {
    return cause instanceof NotSentException marked
        ? new TransportFailure(marked.getCause(), proxy, limits)
        : this;
  }

  /** Returns whether the proxy has refused to connect to the host. */
  boolean isRefusedByProxy() {
    return TUNNEL_REFUSED.matcher(String.valueOf(cause)).find();
  }

  /** Returns whether the proxy has refused because it requires other credentials. */
  boolean needsProxyCredentials() {
    return cause != null && cause.toString().endsWith(" 407");
  }

  String problem() {
    if (isA(UnknownHostException.class) || isA(UnresolvedAddressException.class)) {
      return proxy == null
          ? "the host's name is not known"
          : "the name of the proxy " + proxy + " is not known";
    }
    if (isA(HttpConnectTimeoutException.class)) {
      return "no connection within " + DurationText.of(limits.untilConnected());
    }
    if (isA(HttpTimeoutException.class)) {
      return "no complete response within " + DurationText.of(limits.whole());
    }
    if (isA(ConnectException.class)) {
      return "no connection to " + (proxy == null ? "the host" : "the proxy " + proxy);
    }
    if (cause == null) {
      return "the response could not be read";
    }
    Matcher refusal = TUNNEL_REFUSED.matcher(cause.toString());
    return refusal.find()
        ? "the proxy " + proxy + " refuses to connect to the host (HTTP " + refusal.group(1) + ")"
        : cause.toString();
  }

  /** Returns whether no connection was established, neither to the host nor to its proxy. */
  boolean isBeforeConnected() {
    return Stream.of(
            UnknownHostException.class,
            UnresolvedAddressException.class,
            HttpConnectTimeoutException.class,
            ConnectException.class)
        .anyMatch(this::isA);
  }

  /** Returns whether the error, or one of its causes, has a type. */
  boolean isA(Class<? extends Throwable> type) {
    return Causes.of(cause).stream().anyMatch(type::isInstance);
  }
}
