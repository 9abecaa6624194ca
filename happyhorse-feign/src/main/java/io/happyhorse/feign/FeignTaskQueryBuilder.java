package io.happyhorse.feign;

import feign.Client;
import io.happyhorse.core.time.TimeSource;
import java.net.ProxySelector;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link FeignTaskQuery}. Every method but {@code build()} returns this builder. Not thread-safe. */
public final class FeignTaskQueryBuilder {
  /** The default base URL: {@code https://www.anyfast.com.cn}. */
  public static final String DEFAULT_BASE_URL = "https://www.anyfast.com.cn";

  private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

  private final Supplier<ApiKey> apiKey;
  private BaseUrl baseUrl = BaseUrl.of(DEFAULT_BASE_URL);
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration readTimeout = Duration.ofSeconds(20);
  private TryPolicy tryPolicy = TryPolicy.DEFAULT;
  private String userAgent = UserAgent.DEFAULT;
  private boolean keepsRawJson;
  private final List<QueryObserver> observers = new ArrayList<>();
  private @Nullable Client transport;
  private boolean sendsOnce;
  private @Nullable ProxySelector proxySelector;
  private @Nullable ProxyCredentials proxyCredentials;
  private @Nullable SSLContext sslContext;
  private TimeSource time = TimeSource.system();

  FeignTaskQueryBuilder(Supplier<ApiKey> apiKey) {
    this.apiKey = apiKey;
  }

  /**
   * Sets the base URL of the gateway. Default: {@value #DEFAULT_BASE_URL}.
   *
   * @param value an absolute http or https URL, with or without a path prefix; a trailing slash is ignored
   * @throws IllegalArgumentException if the URL is invalid; the message contains no user, query or fragment
   */
  public FeignTaskQueryBuilder baseUrl(String value) {
    baseUrl = BaseUrl.of(Objects.requireNonNull(value, "baseUrl"));
    return this;
  }

  /**
   * Sets the base URL of the gateway. Default: {@value #DEFAULT_BASE_URL}.
   *
   * @param value an absolute http or https URL, with or without a path prefix
   * @throws IllegalArgumentException if the URL is invalid; the message contains no user, query or fragment
   */
  public FeignTaskQueryBuilder baseUrl(URI value) {
    return baseUrl(value.toString());
  }

  /**
   * Sets the connect timeout. Default: 5 s.
   *
   * @param value more than zero, at most 1 hour
   */
  public FeignTaskQueryBuilder connectTimeout(Duration value) {
    connectTimeout = positive(value, "connect timeout");
    return this;
  }

  /**
   * Sets the timeout of one try, from connecting to the end of the body. Default: 20 s.
   *
   * @param value more than zero, at most 1 hour
   */
  public FeignTaskQueryBuilder readTimeout(Duration value) {
    readTimeout = positive(value, "read timeout");
    return this;
  }

  /**
   * Sets the maximum number of tries of one query. Default: 3. Only temporary errors are retried: 408, 409, 421, 423, 425, 429, 499,
   * 5xx and I/O errors.
   *
   * @param value 1 (no retry) to 10
   */
  public FeignTaskQueryBuilder tries(int value) {
    tryPolicy = tryPolicy.withTries(value);
    return this;
  }

  /**
   * Sets the limits of the pauses between tries. Default: 0.5 s, doubled after each try, up to 4 s. Each pause has a random length up
   * to its limit, so that many clients do not retry at the same moment.
   *
   * @param first the limit of the first pause, zero or more
   * @param longest the limit of all pauses, not less than the first, at most 1 hour
   */
  public FeignTaskQueryBuilder backoff(Duration first, Duration longest) {
    tryPolicy = tryPolicy.withPauses(first, longest);
    return this;
  }

  /** Keeps the raw JSON in every observation. Default: only in the observation of a finished task, which saves memory. */
  public FeignTaskQueryBuilder keepRawJson() {
    keepsRawJson = true;
    return this;
  }

  /**
   * Sets the header {@code User-Agent}. Default: {@code happyhorse-java/VERSION}.
   *
   * @param value visible ASCII characters and blanks
   */
  public FeignTaskQueryBuilder userAgent(String value) {
    userAgent = UserAgent.validated(value);
    return this;
  }

  /**
   * Adds an observer of all queries.
   *
   * @param value the observer; thread-safe
   */
  public FeignTaskQueryBuilder observer(QueryObserver value) {
    observers.add(Objects.requireNonNull(value, "observer"));
    return this;
  }

  /**
   * Sets the transport. Default: one on the JDK's {@code HttpClient} that applies the time limit to the whole response, follows no
   * redirects and reads no more than 1 MiB.
   *
   * <p>A custom transport must follow no redirects with the key, must end within the time limit even if the connection or the body is
   * slow, must end when it is interrupted, and must not log headers. It receives both timeouts through Feign's options, limited to the
   * remaining time of the query.
   *
   * @param value any Feign client; thread-safe
   */
  public FeignTaskQueryBuilder transport(Client value) {
    transport = Objects.requireNonNull(value, "transport");
    return this;
  }

  /**
   * Declares that the {@linkplain #transport transport} sends each request at most once, so that it can be used to create tasks, each
   * of which is charged. Default: it is used for queries only. Many HTTP clients repeat a request when a connection breaks; disable
   * this first.
   */
  public FeignTaskQueryBuilder transportSendsOnce() {
    sendsOnce = true;
    return this;
  }

  /**
   * Sets the proxy for requests to the gateway and to storage hosts. Default: the JVM's proxy, which is set by the system properties
   * {@code https.proxyHost} and {@code http.proxyHost}. Only HTTP proxies are supported. The proxy resolves host names. A {@linkplain
   * #transport custom transport} uses its own proxy for queries.
   *
   * @param value the selector, for example {@link ProxySelector#of}; thread-safe
   */
  public FeignTaskQueryBuilder proxy(ProxySelector value) {
    proxySelector = Objects.requireNonNull(value, "proxy");
    return this;
  }

  /**
   * Sets the user name and the password for the proxy. Default: none. They are sent only to the proxy, as Basic authentication.
   *
   * <p>For https the JDK sends them only if the system property {@code jdk.http.auth.tunneling.disabledSchemes} does not list {@code
   * Basic}. By default, it does. Start Java with {@code -Djdk.http.auth.tunneling.disabledSchemes=}, or set the property before the
   * first HTTP client is built.
   *
   * @param user the user name, without a colon
   * @throws IllegalArgumentException if the user name is blank or contains a colon
   */
  public FeignTaskQueryBuilder proxyCredentials(String user, String password) {
    proxyCredentials = ProxyCredentials.of(user, password);
    return this;
  }

  /**
   * Sets the TLS context for the gateway and for storage hosts. Default: the JVM's context, whose trusted certificates are set by the
   * system property {@code javax.net.ssl.trustStore}. A {@linkplain #transport custom transport} uses its own context for queries.
   */
  public FeignTaskQueryBuilder sslContext(SSLContext value) {
    sslContext = Objects.requireNonNull(value, "sslContext");
    return this;
  }

  /** Sets the time source for the pauses between tries. Default: the system's. Timeouts of connections are always measured in real time. */
  public FeignTaskQueryBuilder time(TimeSource value) {
    time = Objects.requireNonNull(value, "time");
    return this;
  }

  private static Duration positive(Duration value, String name) {
    if (value.isZero() || value.isNegative() || value.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "The " + name + " must be more than zero and at most 1 hour, not " + value + ".");
    }
    return value;
  }

  /**
   * Returns the adapter. No connection is made yet.
   *
   * @throws IllegalArgumentException if the proxy for the base URL is a SOCKS proxy
   */
  public FeignTaskQuery build() {
    return new FeignTaskQuery(new FeignSettings(
        baseUrl,
        apiKey,
        connectTimeout,
        readTimeout,
        tryPolicy,
        userAgent,
        keepsRawJson,
        new CompositeObserver(observers),
        transport,
        sendsOnce,
        new Proxies(proxySelector, proxyCredentials),
        sslContext,
        time));
  }
}
