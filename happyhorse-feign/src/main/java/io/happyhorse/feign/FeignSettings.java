package io.happyhorse.feign;

import feign.Client;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link FeignTaskQuery}.
 *
 * @param transport the caller's transport; null for the default one
 * @param sendsOnce whether the caller's transport sends each request at most once
 * @param sslContext the TLS context; null for the JVM's
 */
record FeignSettings(
    BaseUrl baseUrl,
    Supplier<ApiKey> apiKey,
    Duration connectTimeout,
    Duration readTimeout,
    TryPolicy tryPolicy,
    String userAgent,
    boolean keepsRawJson,
    CompositeObserver observers,
    @Nullable Client transport,
    boolean sendsOnce,
    Proxies proxies,
    @Nullable SSLContext sslContext,
    TimeSource time) {
  URI origin() {
    return baseUrl.origin();
  }

  /** Returns a new HTTP client without connections. */
  Http http() {
    return new Http(connectTimeout, proxies, sslContext);
  }

  Client transport(Http http) {
    return transport == null ? new JdkClient(http) : transport;
  }

  Client transportThatSendsOnce() {
    return transport != null && sendsOnce
        ? transport
        : new OnceClient(this::http, TimeSource.system());
  }

  /** Returns host and port of the proxy for the gateway; null if none is used. */
  @Nullable
  String proxyName() {
    return proxies.nameFor(origin());
  }

  /** Returns the function that removes the key and the proxy credentials from a text. */
  UnaryOperator<String> hiding(ApiKey key) {
    return text -> proxies.hiddenIn(key.hiddenIn(text));
  }
}
