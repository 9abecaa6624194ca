package io.happyhorse.feign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries and downloads through a proxy, with and without a password and TLS. */
class ProxyTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String KEY = "sk-secret";
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final String PASSWORD = "pass:wörd";
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(UTF_8));
  private static final String QUEUED =
      "{\"code\":\"success\",\"data\":{\"task_id\":\"asyntask_A\",\"status\":\"QUEUED\"}}";
  private static final Duration STALL = Duration.ofSeconds(20);

  private final VirtualTime time = VirtualTime.lenient(START);
  private final CannedGateway plain = new CannedGateway().json(200, QUEUED);
  private final CannedGateway secure =
      new CannedGateway(SelfSignedCertificate.TLS).json(200, QUEUED);
  private final LoopbackProxy withoutPassword = new LoopbackProxy(null);
  private final LoopbackProxy withPassword = new LoopbackProxy(BASIC);

  @TempDir
  Path folder;

  @AfterEach
  void stop() {
    Stream.of(plain, secure).forEach(CannedGateway::close);
    Stream.of(withoutPassword, withPassword).forEach(LoopbackProxy::close);
    time.close();
  }

  private FeignTaskQueryBuilder builder(String url, ProxySelector proxy) {
    return FeignTaskQuery.builder(KEY)
        .baseUrl(url)
        .time(time)
        .sslContext(SelfSignedCertificate.TLS)
        .proxy(proxy);
  }

  private static ResultLink link(String url) {
    return Objects.requireNonNull(ResultLink.parse(url, null, START));
  }

  private static String get(FeignTaskQuery tasks, String url) throws IOException {
    try (VideoResponse response = tasks.open(link(url), 0, null, STALL)) {
      return response.status() + " " + new String(response.body().readAllBytes(), UTF_8);
    }
  }

  private static void assertNoSecretsAreSent(List<Headers> requests) {
    assertThat(requests)
        .isNotEmpty()
        .allSatisfy(headers ->
            assertThat(headers).doesNotContainKeys("Proxy-authorization", "Authorization"));
  }

  @Nested
  class A_query {
    @Test
    void is_sent_through_a_proxy() {
      assertThat(
              builder(plain.url(), withoutPassword.selector()).build().query(ID).rawStatus())
          .isEqualTo("QUEUED");
      assertThat(builder(secure.url(), withoutPassword.selector())
              .build()
              .query(ID)
              .rawStatus())
          .isEqualTo("QUEUED");

      assertThat(withoutPassword.heads).hasSize(2);
      assertThat(withoutPassword.heads.get(0)).startsWith("GET " + plain.url() + "/v1/");
      assertThat(withoutPassword.heads.get(1))
          .startsWith("CONNECT localhost:")
          .doesNotContain("secret");
    }

    @Test
    void over_TLS_sends_the_password_only_to_the_proxy_and_the_key_only_to_the_gateway() {
      FeignTaskQuery tasks = builder(secure.url(), withPassword.selector())
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(tasks.query(ID).attempts()).isEqualTo(1);
      assertThat(withPassword.heads)
          .singleElement()
          .asString()
          .startsWith("CONNECT ")
          .contains("Proxy-Authorization: " + BASIC)
          .doesNotContain("secret");
      assertThat(secure.headers).singleElement().satisfies(headers -> {
        assertThat(headers).doesNotContainKey("Proxy-authorization");
        assertThat(headers.get("Authorization")).containsExactly("Bearer " + KEY);
      });
    }

    @Test
    void without_TLS_sends_the_password_to_the_proxy() {
      FeignTaskQuery tasks = builder(plain.url(), withPassword.selector())
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(tasks.query(ID).attempts()).isEqualTo(1);
      assertThat(withPassword.heads)
          .singleElement()
          .asString()
          .contains("Proxy-Authorization: " + BASIC, "Authorization: Bearer " + KEY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void without_a_proxy_does_not_send_the_password(boolean tls) {
      CannedGateway gateway = tls ? secure : plain;
      FeignTaskQuery tasks =
          builder(gateway.url(), none()).proxyCredentials("user", PASSWORD).build();

      assertThat(tasks.query(ID).rawStatus()).isEqualTo("QUEUED");
      assertThat(gateway.headers)
          .singleElement()
          .satisfies(headers -> assertThat(headers).doesNotContainKey("Proxy-authorization"));
      assertThat(withPassword.heads).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ends_at_once_if_the_proxy_requires_a_password(boolean tls) {
      FeignTaskQuery tasks =
          builder((tls ? secure : plain).url(), withPassword.selector()).build();

      ProxyAuthenticationException error =
          catchThrowableOfType(ProxyAuthenticationException.class, () -> tasks.query(ID));

      assertThat(error.taskId()).isEqualTo(ID);
      assertThat(error.httpStatus()).isEqualTo(407);
      assertThat(error.details().attempts()).isEqualTo(1);
      assertThat(error)
          .hasMessageContaining("Set the proxy's credentials. The task is not affected.")
          .hasNoCause();
      assertThat(withPassword.heads).hasSize(1);
    }

    @Test
    void ends_at_once_if_the_proxy_refuses_the_password() {
      FeignTaskQuery tasks = builder(secure.url(), withPassword.selector())
          .proxyCredentials("user", "wrong-password")
          .build();

      assertThatThrownBy(() -> tasks.query(ID))
          .isInstanceOf(ProxyAuthenticationException.class)
          .hasMessageNotContaining("wrong-password");
      assertThat(withPassword.heads).hasSize(1);
    }

    @Test
    void that_the_gateway_refuses_with_a_challenge_reports_a_refused_key() {
      try (CannedGateway refusing = new CannedGateway(SelfSignedCertificate.TLS)) {
        refusing.responds(401, Map.of("WWW-Authenticate", "Basic realm=\"x\""), "{}");
        FeignTaskQuery tasks = builder(refusing.url(), withPassword.selector())
            .proxyCredentials("user", PASSWORD)
            .build();

        assertThatThrownBy(() -> tasks.query(ID)).isInstanceOf(UnauthorizedException.class);
        assertThat(refusing.headers)
            .singleElement()
            .satisfies(headers ->
                assertThat(headers.get("Authorization")).containsExactly("Bearer " + KEY));
      }
    }

    @Test
    void names_a_proxy_that_cannot_be_reached() {
      ProxySelector closed = withoutPassword.selector();
      withoutPassword.close();

      assertThatThrownBy(() -> builder(plain.url(), closed).tries(1).build().query(ID))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("no connection to the proxy localhost:");
    }

    @Test
    void leaves_the_resolution_of_the_gateways_name_to_the_proxy() {
      String unknownHere = plain.url().replace("127.0.0.1", "a".repeat(64) + ".invalid");

      assertThat(
              builder(unknownHere, withoutPassword.selector()).build().query(ID).rawStatus())
          .isEqualTo("QUEUED");
    }
  }

  @Nested
  class A_video {
    @Test
    void is_downloaded_through_a_proxy_without_sending_its_password_to_the_storage_host()
        throws Exception {
      FeignTaskQuery tasks = builder(plain.url(), withPassword.selector())
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(get(tasks, secure.url() + "/v.mp4?Signature=s")).isEqualTo("200 " + QUEUED);
      assertThat(withPassword.heads)
          .singleElement()
          .asString()
          .startsWith("CONNECT ")
          .contains("Proxy-Authorization: " + BASIC);
      assertNoSecretsAreSent(secure.headers);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void is_downloaded_without_credentials_even_if_the_host_requests_them(int status)
        throws Exception {
      try (CannedGateway challenging = new CannedGateway(SelfSignedCertificate.TLS)) {
        challenging.responds(
            status,
            Map.of(
                "WWW-Authenticate", "Basic realm=\"x\"", "Proxy-Authenticate", "Basic realm=\"x\""),
            "");
        FeignTaskQuery tasks = builder(plain.url(), withPassword.selector())
            .proxyCredentials("user", PASSWORD)
            .build();

        assertThat(get(tasks, challenging.url() + "/v.mp4")).startsWith(status + " ");
        assertNoSecretsAreSent(challenging.headers);
        assertThat(challenging.headers).hasSize(1);
      }
    }

    @Test
    void without_a_proxy_does_not_send_the_password() throws Exception {
      ProxySelector onlyForTheGateway = only(URI.create(secure.url()).getPort(), withPassword);
      FeignTaskQuery tasks = builder(secure.url(), onlyForTheGateway)
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(tasks.query(ID).rawStatus()).isEqualTo("QUEUED");
      assertThat(get(tasks, plain.url() + "/v.mp4")).startsWith("200 ");
      assertNoSecretsAreSent(plain.headers);
      assertThat(withPassword.heads).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void is_not_downloaded_if_the_proxy_requires_a_password(boolean tls) {
      FeignTaskQuery tasks = builder(plain.url(), withPassword.selector()).build();
      String host = (tls ? secure : plain).url();
      VideoTask done = VideoTask.builder(ID, "SUCCESS", START)
          .link(link(host.replace("127.0.0.1", "localhost") + "/v.mp4"))
          .build();
      VideoDownloader videos =
          VideoDownloader.builder(tasks).time(time).allowPrivateAddresses().build();

      StorageException error = catchThrowableOfType(
          StorageException.class, () -> videos.download(done, folder.resolve("v.mp4")));

      assertThat(error.taskId()).isEqualTo(ID);
      assertThat(error.isTransient()).isFalse();
      assertThat(error.details().httpStatus()).isEqualTo(407);
      assertThat(error)
          .hasMessageStartingWith(
              "The proxy does not permit the download: it requires a valid user name and password")
          .hasMessageNotContaining("disabledSchemes");
      assertThat(withPassword.heads).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"403, false, 1", "502, true, 2"})
    void is_not_downloaded_if_the_proxy_refuses_to_connect(
        int status, boolean isTransient, int requests) {
      withoutPassword.refuseTunnels(status);
      FeignTaskQuery tasks = builder(plain.url(), withoutPassword.selector()).build();
      VideoTask done = VideoTask.builder(ID, "SUCCESS", START)
          .link(link(secure.url().replace("127.0.0.1", "localhost") + "/v.mp4"))
          .build();
      VideoDownloader videos = VideoDownloader.builder(tasks)
          .time(time)
          .tries(2)
          .allowPrivateAddresses()
          .build();

      StorageException error = catchThrowableOfType(
          StorageException.class, () -> videos.download(done, folder.resolve("v.mp4")));

      assertThat(error.isTransient()).isEqualTo(isTransient);
      assertThat(error)
          .hasMessageStartingWith("The proxy does not permit the download:"
              + " it refuses to connect to the host (HTTP " + status + ") (task ")
          .hasMessageEndingWith(
              "Allow the storage host in the proxy, or download without the proxy.");
      assertThat(withoutPassword.heads).hasSize(requests);
    }
  }

  @Nested
  class A_name_that_is_never_resolved {
    private final CountDownLatch resolved = new CountDownLatch(1);
    private final TimedDnsLookup stalled = new TimedDnsLookup(
        host -> {
          try {
            resolved.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return host;
        },
        TimeSource.system());

    private VideoResponse open(ProxySelector proxy, Duration stall) throws IOException {
      Proxies proxies = new Proxies(proxy, null);
      Http http = new Http(Http.client(STALL, proxies, null), proxies, stalled);
      String url = plain.url().replace("127.0.0.1", "localhost") + "/v.mp4";
      return new HttpVideoSource(
              URI.create("https://gateway.example"), () -> ApiKey.of(KEY), "test", http)
          .open(link(url), 0, null, stall);
    }

    @Test
    void ends_the_request_for_a_video_within_its_time_limit() {
      assertThatThrownBy(() -> open(none(), Duration.ofMillis(50)))
          .isInstanceOf(HttpTimeoutException.class)
          .hasMessage("the host name was not looked up in time");
      assertThat(plain.paths).isEmpty();
      resolved.countDown();
    }

    @Test
    void has_no_effect_behind_a_proxy() throws Exception {
      try (VideoResponse response = open(withoutPassword.selector(), STALL)) {
        assertThat(response.status()).isEqualTo(200);
      }
    }
  }

  @Nested
  class A_certificate {
    @Test
    void that_is_not_trusted_ends_a_query_at_once() {
      FeignTaskQuery tasks =
          FeignTaskQuery.builder(KEY).baseUrl(secure.url()).time(time).build();

      UntrustedCertificateException error =
          catchThrowableOfType(UntrustedCertificateException.class, () -> tasks.query(ID));

      assertThat(error.taskId()).isEqualTo(ID);
      assertThat(error.details().attempts()).isEqualTo(1);
      assertThat(error.problem()).contains("unable to find valid certification path");
      assertThat(error.advice()).contains("-Djavax.net.ssl.trustStore");
      assertThat(error).hasCauseInstanceOf(IOException.class);
      assertThat(secure.paths).isEmpty();
    }

    @Test
    void of_another_host_ends_a_query_at_once() {
      String byAddress = secure.url().replace("localhost", "127.0.0.1");
      FeignTaskQuery tasks = builder(byAddress, none()).build();

      assertThatThrownBy(() -> tasks.query(ID))
          .isInstanceOf(UntrustedCertificateException.class)
          .hasMessageContaining("127.0.0.1");
      assertThat(secure.paths).isEmpty();
    }

    @Test
    void that_is_not_trusted_is_reported_for_a_video() {
      FeignTaskQuery tasks = FeignTaskQuery.builder(KEY).baseUrl(plain.url()).build();

      assertThatThrownBy(() -> get(tasks, secure.url() + "/v.mp4"))
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("the certificate is not trusted")
          .hasMessageContaining("-Djavax.net.ssl.trustStore");
    }

    @Test
    void is_trusted_if_the_given_context_trusts_it() throws Exception {
      FeignTaskQuery tasks = builder(secure.url(), none()).build();

      assertThat(tasks.query(ID).rawStatus()).isEqualTo("QUEUED");
      assertThat(get(tasks, secure.url() + "/v.mp4")).startsWith("200 ");
    }
  }

  @Nested
  class A_handshake_that_breaks {
    @Test
    void is_repeated() {
      withoutPassword.breakTunnels(2);

      assertThat(builder(secure.url(), withoutPassword.selector())
              .build()
              .query(ID)
              .attempts())
          .isEqualTo(3);
    }

    @Test
    void each_time_is_a_network_error() {
      withoutPassword.breakTunnels(3);

      NetworkException error = catchThrowableOfType(
          NetworkException.class,
          () -> builder(secure.url(), withoutPassword.selector()).build().query(ID));

      assertThat(error.isTransient()).isTrue();
      assertThat(error.details().attempts()).isEqualTo(3);
    }
  }

  @Nested
  class Settings {
    @Test
    void refuse_a_SOCKS_proxy() {
      ProxySelector socks =
          fixed(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("socks", 1)));

      assertThatThrownBy(() -> builder("https://gateway.example", socks).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The proxy for https://gateway.example is unusable: a SOCKS proxy cannot be"
              + " used: set an HTTP proxy.");
    }

    @Test
    void refuse_a_SOCKS_proxy_for_a_storage_host() {
      ProxySelector socks =
          new FunctionalSelector(uri -> uri.getPort() == URI.create(plain.url()).getPort()
              ? new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("socks", 1))
              : Proxy.NO_PROXY);

      assertThatThrownBy(() -> get(builder(secure.url(), socks).build(), plain.url() + "/v.mp4"))
          .isInstanceOf(IOException.class)
          .hasMessage("a SOCKS proxy cannot be used: set an HTTP proxy");
      assertThat(plain.paths).isEmpty();
    }

    static Stream<String> users() {
      return Stream.of("", " ", "us:er");
    }

    @ParameterizedTest
    @MethodSource("users")
    void refuse_an_invalid_user_name(String user) {
      assertThatThrownBy(() -> FeignTaskQuery.builder(KEY).proxyCredentials(user, "secret"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("The user name for the proxy")
          .hasMessageNotContaining("us:er")
          .hasMessageNotContaining("secret");
    }

    @Test
    void show_no_password() {
      ProxyCredentials credentials = ProxyCredentials.of("user", PASSWORD);

      assertThat(credentials).hasToString("***");
      assertThat(credentials.hiddenIn("got " + BASIC + " of user:" + PASSWORD))
          .isEqualTo("got Basic *** of ***");
    }
  }

  private static ProxySelector none() {
    return fixed(Proxy.NO_PROXY);
  }

  private static ProxySelector fixed(Proxy proxy) {
    return new FunctionalSelector(uri -> proxy);
  }

  private static ProxySelector only(int port, LoopbackProxy proxy) {
    return new FunctionalSelector(
        uri -> uri.getPort() == port ? proxy.selector().select(uri).get(0) : Proxy.NO_PROXY);
  }

  private interface ProxyChoice {
    Proxy proxyFor(URI uri);
  }

  private static final class FunctionalSelector extends ProxySelector {
    private final ProxyChoice choice;

    FunctionalSelector(ProxyChoice choice) {
      this.choice = choice;
    }

    @Override
    public List<Proxy> select(@Nullable URI uri) {
      return List.of(choice.proxyFor(Objects.requireNonNull(uri)));
    }

    @Override
    public void connectFailed(
        @Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException error) {}
  }
}
