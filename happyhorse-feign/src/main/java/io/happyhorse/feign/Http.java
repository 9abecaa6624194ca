package io.happyhorse.feign;

import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's client with HTTP/1.1 and without redirects. It has no {@code Authenticator}, since with one JDK 17 drops the adapter's
 * {@code Authorization} header and responds to challenges of any host.
 */
final class Http {
  /**
   * Runs the client's tasks on the thread that reads the connections, rather than on a pool of threads. This saves a switch of threads
   * per response. The tasks queue bodies, which are read by the calling thread, and process TLS. A task that blocks would delay all
   * requests and their timeouts.
   */
  private static final Executor ON_READING_THREAD = Runnable::run;

  private final HttpClient client;
  private final Proxies proxies;
  private final TimedDnsLookup lookup;

  Http(Duration connectTimeout, Proxies proxies, @Nullable SSLContext sslContext) {
    this(client(connectTimeout, proxies, sslContext), proxies, new TimedDnsLookup());
  }

  Http(HttpClient client, Proxies proxies, TimedDnsLookup lookup) {
    this.client = client;
    this.proxies = proxies;
    this.lookup = lookup;
  }

  static HttpClient client(
      Duration connectTimeout, Proxies proxies, @Nullable SSLContext sslContext) {
    HttpClient.Builder builder = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout);
    if (proxies.selector() != null) {
      builder.proxy(proxies.selector());
    }
    return sslContext == null
        ? builder.executor(ON_READING_THREAD).build()
        : builder.sslContext(sslContext).build(); // a pool: its trust and key managers may block
  }

  /**
   * Sends a request.
   *
   * @param limit the time limit for the head of the response, name lookup included
   * @return the response, to be read with {@link #body}
   */
  HttpResponse<@Nullable InputStream> send(
      URI uri, HttpRequest.Builder request, Duration limit, BodyHandler<@Nullable InputStream> body)
      throws IOException {
    long start = TimeSource.system().nanoTime();
    try {
      InetSocketAddress proxy = proxies.proxyFor(uri);
      String authorization = proxies.authorization();
      if (proxy != null && authorization != null) {
        request.setHeader("Proxy-Authorization", authorization);
      }
      lookUp(uri, proxy, limit);
      return client.send(request.uri(uri).timeout(left(limit, start)).build(), body);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /** Looks up the host to connect to. The proxy looks up the hosts behind it. */
  private void lookUp(URI uri, @Nullable InetSocketAddress proxy, Duration limit)
      throws IOException, InterruptedException {
    if (proxy == null) {
      lookup.await(uri.getHost(), limit);
    } else if (proxy.isUnresolved()) {
      lookup.await(proxy.getHostString(), limit);
    }
  }

  /** Returns whether requests to a URI go through a proxy, even if that proxy cannot be used. */
  boolean usesProxy(URI uri) {
    try {
      return proxies.proxyFor(uri) != null;
    } catch (IOException refused) {
      return true;
    }
  }

  private static Duration left(Duration limit, long start) {
    Duration left = limit.minus(TimeSource.system().since(start));
    return left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left;
  }

  /** Returns the body of a response. It is empty for a proxy's 407 to {@code CONNECT}, for which the JDK provides no body. */
  static InputStream body(HttpResponse<@Nullable InputStream> response) {
    InputStream body = response.body();
    return body == null ? InputStream.nullInputStream() : body;
  }

  /** Restores the thread's interrupt flag and returns the matching error. */
  static IOException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
  }
}
