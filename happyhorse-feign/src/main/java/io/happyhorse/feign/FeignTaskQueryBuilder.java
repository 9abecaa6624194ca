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
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link FeignTaskQuery}. Not thread-safe. */
public final class FeignTaskQueryBuilder {
  /** Where the gateway is unless said: {@code https://www.anyfast.com.cn}. */
  public static final String DEFAULT_BASE_URL = "https://www.anyfast.com.cn";

  private static final Pattern USER_AGENT = Pattern.compile("[!-~][ -~]*");
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
   * Sets where the gateway is; {@value #DEFAULT_BASE_URL} unless said.
   *
   * @param value an absolute http or https URL, with a path prefix or without; a slash at its end does not matter
   * @return this
   * @throws IllegalArgumentException if it is anything else; the message does not show a user, a query or a fragment
   */
  public FeignTaskQueryBuilder baseUrl(String value) {
    baseUrl = BaseUrl.of(Objects.requireNonNull(value, "baseUrl"));
    return this;
  }

  /**
   * Sets where the gateway is; {@value #DEFAULT_BASE_URL} unless said.
   *
   * @param value an absolute http or https URL, with a path prefix or without
   * @return this
   * @throws IllegalArgumentException if it is anything else; the message does not show a user, a query or a fragment
   */
  public FeignTaskQueryBuilder baseUrl(URI value) {
    return baseUrl(value.toString());
  }

  /**
   * Sets how long connecting may take; 5 s unless said.
   *
   * @param value more than zero, at most 1 hour
   * @return this
   */
  public FeignTaskQueryBuilder connectTimeout(Duration value) {
    connectTimeout = positive(value, "connect timeout");
    return this;
  }

  /**
   * Sets how long one try may take, connecting and the whole answer included; 20 s unless said.
   *
   * @param value more than zero, at most 1 hour
   * @return this
   */
  public FeignTaskQueryBuilder readTimeout(Duration value) {
    readTimeout = positive(value, "read timeout");
    return this;
  }

  /**
   * Sets how often one question is tried; 3 times unless said. Only what may pass is tried again: 408, 409, 425, 429, 503 and other
   * 5xx, and trouble with the connection.
   *
   * @param value 1 for no second try, at most 10
   * @return this
   */
  public FeignTaskQueryBuilder tries(int value) {
    tryPolicy = tryPolicy.withTries(value);
    return this;
  }

  /**
   * Sets the pauses between tries; up to 0.5 s, doubling up to 4 s unless said. Each pause is any length up to its limit, so that
   * many who were interrupted together do not come back together.
   *
   * @param first the limit of the first pause, zero or more
   * @param longest the limit of all pauses, no less than the first, at most 1 hour
   * @return this
   */
  public FeignTaskQueryBuilder backoff(Duration first, Duration longest) {
    tryPolicy = tryPolicy.withPauses(first, longest);
    return this;
  }

  /**
   * Keeps the raw JSON of every observation in it; unless said, only that of an end, for memory's sake.
   *
   * @return this
   */
  public FeignTaskQueryBuilder keepRawJson() {
    keepsRawJson = true;
    return this;
  }

  /**
   * Sets the header {@code User-Agent}. Default: {@code happyhorse-java/VERSION}.
   *
   * @param value visible ASCII characters and blanks
   * @return this
   */
  public FeignTaskQueryBuilder userAgent(String value) {
    if (!USER_AGENT.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value.replaceAll("[^ -~]", "?")
          + "' cannot be a user agent: use visible ASCII characters and blanks.");
    }
    userAgent = value;
    return this;
  }

  /**
   * Adds an observer of all questions.
   *
   * @param value who is to hear of them
   * @return this
   */
  public FeignTaskQueryBuilder observer(QueryObserver value) {
    observers.add(Objects.requireNonNull(value, "observer"));
    return this;
  }

  /**
   * Sets the transport; a small one on the JDK's {@code HttpClient} unless said, which keeps the limit of time for the whole answer,
   * follows no redirect and reads no more than 1 MiB.
   *
   * <p>With another one, these promises are its own to keep: that it follows no redirects with the key, that neither a slow
   * connection nor a body which drips or never ends outlasts the time of a question, that an interrupt ends it, and that it logs no
   * headers. Both timeouts reach it through Feign's options, no longer than what is left of the question's time.
   *
   * @param value any Feign client; thread-safe
   * @return this
   */
  public FeignTaskQueryBuilder transport(Client value) {
    transport = Objects.requireNonNull(value, "transport");
    return this;
  }

  /**
   * Declares that the {@linkplain #transport transport} sends each request at most once, so that it can be used to create tasks, which
   * are paid each time. Default: it is used for queries only. Many HTTP clients repeat a request by themselves when a connection
   * breaks: turn that off first.
   *
   * @return this
   */
  public FeignTaskQueryBuilder transportSendsOnce() {
    sendsOnce = true;
    return this;
  }

  /**
   * Sets which proxy requests go through, to the gateway and to storage hosts. Default: the JVM's, which the system properties
   * {@code https.proxyHost} and {@code http.proxyHost} set. Only HTTP proxies can be used. Names behind a proxy are looked up by the
   * proxy. A {@linkplain #transport transport} of your own has its own proxy for queries.
   *
   * @param value the selector, for example {@link ProxySelector#of}; thread-safe
   * @return this
   */
  public FeignTaskQueryBuilder proxy(ProxySelector value) {
    proxySelector = Objects.requireNonNull(value, "proxy");
    return this;
  }

  /**
   * Sets the user name and the password for the proxy. Default: none. They are sent to the proxy alone, as Basic authentication.
   *
   * <p>For https the JDK sends them only if the system property {@code jdk.http.auth.tunneling.disabledSchemes} does not list
   * {@code Basic}, which it does by default: start Java with {@code -Djdk.http.auth.tunneling.disabledSchemes=}, or set the property
   * before the first HTTP client is built.
   *
   * @param user the user name, without a colon
   * @param password the password
   * @return this
   * @throws IllegalArgumentException if the user name is blank or contains a colon
   */
  public FeignTaskQueryBuilder proxyCredentials(String user, String password) {
    proxyCredentials = ProxyCredentials.of(user, password);
    return this;
  }

  /**
   * Sets which certificates are trusted, for the gateway and for storage hosts. Default: those of the JVM, which the system property
   * {@code javax.net.ssl.trustStore} sets. A {@linkplain #transport transport} of your own has its own for queries.
   *
   * @param value the context
   * @return this
   */
  public FeignTaskQueryBuilder sslContext(SSLContext value) {
    sslContext = Objects.requireNonNull(value, "sslContext");
    return this;
  }

  /**
   * Sets the time in which pauses between tries pass; the system's unless said. Timeouts of connections stay real.
   *
   * @param value the time
   * @return this
   */
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

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration readTimeout() {
    return readTimeout;
  }

  TryPolicy tryPolicy() {
    return tryPolicy;
  }

  String userAgent() {
    return userAgent;
  }

  boolean keepsRawJson() {
    return keepsRawJson;
  }

  CompositeObserver observers() {
    return new CompositeObserver(observers);
  }

  Client transport() {
    return transport == null ? new JdkClient(http()) : transport;
  }

  Client transportThatSendsOnce() {
    return transport == null || !sendsOnce ? new OnceClient(http()) : transport;
  }

  Proxies proxies() {
    return new Proxies(proxySelector, proxyCredentials);
  }

  Http http() {
    return new Http(connectTimeout, proxies(), sslContext);
  }

  /** Returns what removes the key and the proxy's credentials from a text. */
  UnaryOperator<String> hiding(ApiKey key) {
    ProxyCredentials credentials = proxyCredentials;
    return credentials == null ? key::hiddenIn : text -> credentials.hiddenIn(key.hiddenIn(text));
  }

  TimeSource time() {
    return time;
  }

  /**
   * Returns the adapter. No connection is made yet.
   *
   * @return the adapter
   * @throws IllegalArgumentException if the proxy for the base URL is a SOCKS proxy
   */
  public FeignTaskQuery build() {
    return new FeignTaskQuery(baseUrl, apiKey, this);
  }
}
