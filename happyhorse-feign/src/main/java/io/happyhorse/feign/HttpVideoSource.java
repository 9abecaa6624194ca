package io.happyhorse.feign;

import io.happyhorse.core.internal.CertificateErrors;
import io.happyhorse.core.port.ProxyRefusedException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Fetches videos over HTTP. Only requests to the gateway itself carry the API key. */
final class HttpVideoSource implements VideoSourcePort {
  private final URI gateway;
  private final Supplier<ApiKey> apiKey;
  private final String userAgent;
  private final Http http;

  HttpVideoSource(URI gateway, Supplier<ApiKey> apiKey, String userAgent, Http http) {
    this.gateway = gateway;
    this.apiKey = apiKey;
    this.userAgent = userAgent;
    this.http = http;
  }

  @Override
  public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException {
    return send(link, from > 0 ? "bytes=" + from + "-" : null, ifMatch, stall);
  }

  @Override
  public VideoResponse openPart(ResultLink link, long from, long to, String ifMatch, Duration stall)
      throws IOException {
    return send(link, "bytes=" + from + "-" + to, ifMatch, stall);
  }

  private VideoResponse send(
      ResultLink link, @Nullable String range, @Nullable String ifMatch, Duration stall)
      throws IOException {
    if (link.reveal().getHost() == null) {
      throw new MalformedURLException(
          "Java's HTTP client does not support host names with an underscore such as "
              + link.host());
    }
    ApiKey key = link.origin().equals(gateway) ? key() : null;
    UnaryOperator<String> hiding = key == null ? UnaryOperator.identity() : key::hiddenIn;
    try {
      HttpResponse<@Nullable InputStream> received = http.send(
          link.reveal(),
          request(key, range, ifMatch),
          stall,
          head -> new TimeoutBodySubscriber(stall::toNanos));
      return VideoResponse.of(
          received.statusCode(),
          name -> received.headers().firstValue(name).orElse(null),
          Http.body(received));
    } catch (IllegalArgumentException unusable) {
      throw new IOException("the request or the response is not valid HTTP");
    } catch (SSLException broken) {
      throw explained(broken);
    } catch (IOException broken) { // the message may contain remote content
      refuseIfOfProxy(broken);
      throw Redactor.isFit(broken, hiding)
          ? broken
          : new IOException("the response is not valid HTTP");
    }
  }

  /** Returns the error of a transfer, with advice if the cause is a certificate. */
  private static SSLException explained(SSLException broken) {
    GeneralSecurityException distrust = CertificateErrors.find(broken);
    if (distrust == null) {
      return broken;
    }
    SSLException explained = new SSLHandshakeException("the certificate is not trusted, "
        + distrust.getMessage() + "; set a trust store with -Djavax.net.ssl.trustStore");
    explained.initCause(distrust);
    return explained;
  }

  private static void refuseIfOfProxy(IOException broken) throws ProxyRefusedException {
    Matcher refusal = TransportFailure.TUNNEL_REFUSED.matcher(broken.toString());
    if (refusal.find()) {
      throw new ProxyRefusedException(Integer.parseInt(refusal.group(1)));
    }
  }

  private HttpRequest.Builder request(
      @Nullable ApiKey key, @Nullable String range, @Nullable String ifMatch) {
    HttpRequest.Builder request = HttpRequest.newBuilder()
        .header("User-Agent", userAgent)
        .header("Accept-Encoding", "identity");
    if (range != null) {
      request.header("Range", range);
    }
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (key != null) {
      request.header("Authorization", key.authorization());
    }
    return request;
  }

  private ApiKey key() throws IOException {
    try {
      return apiKey.get();
    } catch (ApiKeyUnavailableException none) {
      throw new IOException("no API key for the gateway: " + none.getMessage());
    }
  }

  @Override
  public URI origin() {
    return gateway;
  }

  @Override
  public boolean usesProxy(URI origin) {
    return http.usesProxy(origin);
  }

  /** Returns the gateway, without the key. */
  @Override
  public String toString() {
    return "HttpVideoSource[" + gateway + "]";
  }
}
