package io.happyhorse.feign;

import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.port.VideoStream;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fetches videos over HTTP, with a client of its own: only a request to the gateway itself carries the API key. */
final class HttpVideoSource implements VideoSourcePort {
  private final URI gateway;
  private final Supplier<ApiKey> apiKey;
  private final String userAgent;
  private final HttpClient http;

  HttpVideoSource(URI gateway, Supplier<ApiKey> apiKey, String userAgent, Duration connectTimeout) {
    this.gateway = gateway;
    this.apiKey = apiKey;
    this.userAgent = userAgent;
    this.http = Http.client(connectTimeout);
  }

  @Override
  public VideoStream open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException {
    if (link.reveal().getHost() == null) {
      throw new MalformedURLException(
          "Java's HTTP client takes no host name with an underscore, and this one is "
              + link.host());
    }
    ApiKey key = link.origin().equals(gateway) ? key() : null;
    UnaryOperator<String> hiding = key == null ? UnaryOperator.identity() : key::hiddenIn;
    try {
      HttpResponse<InputStream> answer = http.send(
          request(link, key, from, ifMatch, stall), head -> new TimedBody(stall::toNanos));
      return VideoStream.of(
          answer.statusCode(),
          name -> answer.headers().firstValue(name).orElse(null),
          answer.body());
    } catch (InterruptedException interrupted) {
      throw Http.interrupted(interrupted);
    } catch (IllegalArgumentException unusable) {
      throw new IOException("the request or the answer is none of HTTP");
    } catch (IOException broken) { // the message may contain remote content
      throw SafeText.isFit(broken, hiding) ? broken : new IOException("the answer is none of HTTP");
    }
  }

  private HttpRequest request(
      ResultLink link, @Nullable ApiKey key, long from, @Nullable String ifMatch, Duration stall) {
    HttpRequest.Builder request = HttpRequest.newBuilder(link.reveal())
        .timeout(stall)
        .header("User-Agent", userAgent)
        .header("Accept-Encoding", "identity");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    if (ifMatch != null) {
      request.header("If-Match", ifMatch);
    }
    if (key != null) {
      request.header("Authorization", key.authorization());
    }
    return request.build();
  }

  private ApiKey key() throws IOException {
    try {
      return apiKey.get();
    } catch (NoKeyException none) {
      throw new IOException("no API key for the gateway: " + none.getMessage());
    }
  }

  @Override
  public URI origin() {
    return gateway;
  }

  @Override
  public boolean usesProxy(URI origin) {
    ProxySelector proxies = http.proxy().orElseGet(ProxySelector::getDefault);
    return proxies != null
        && proxies.select(origin).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
  }

  /** Returns the gateway whose videos these are; never the key. */
  @Override
  public String toString() {
    return "HttpVideoSource[" + gateway + "]";
  }
}
