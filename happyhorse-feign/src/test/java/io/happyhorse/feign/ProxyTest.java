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

/** Behind a proxy, with and without a password, over TLS and without. */
class ProxyTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String KEY = "sk-geheim";
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final String PASSWORD = "pass:wörd";
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(UTF_8));
  private static final String QUEUED =
      "{\"code\":\"success\",\"data\":{\"task_id\":\"asyntask_A\",\"status\":\"QUEUED\"}}";
  private static final Duration STALL = Duration.ofSeconds(20);

  private final VirtualTime time = VirtualTime.lenient(START);
  private final CannedGateway plain = new CannedGateway().json(200, QUEUED);
  private final CannedGateway secure = new CannedGateway(SelfMadeCertificate.TLS).json(200, QUEUED);
  private final LoopbackProxy open = new LoopbackProxy(null);
  private final LoopbackProxy locked = new LoopbackProxy(BASIC);

  @TempDir
  Path folder;

  @AfterEach
  void stop() {
    Stream.of(plain, secure).forEach(CannedGateway::close);
    Stream.of(open, locked).forEach(LoopbackProxy::close);
    time.close();
  }

  private FeignTaskQueryBuilder builder(String url, ProxySelector proxy) {
    return FeignTaskQuery.builder(KEY)
        .baseUrl(url)
        .time(time)
        .sslContext(SelfMadeCertificate.TLS)
        .proxy(proxy);
  }

  private static ResultLink link(String url) {
    return Objects.requireNonNull(ResultLink.parse(url, null, START));
  }

  private static String get(FeignTaskQuery tasks, String url) throws IOException {
    try (VideoResponse answer = tasks.open(link(url), 0, null, STALL)) {
      return answer.status() + " " + new String(answer.body().readAllBytes(), UTF_8);
    }
  }

  private static void assertSecretsAreMissing(List<Headers> requests) {
    assertThat(requests)
        .isNotEmpty()
        .allSatisfy(headers ->
            assertThat(headers).doesNotContainKeys("Proxy-authorization", "Authorization"));
  }

  @Nested
  class A_query {
    @Test
    void goes_through_a_proxy() {
      assertThat(builder(plain.url(), open.selector()).build().query(ID).rawStatus())
          .isEqualTo("QUEUED");
      assertThat(builder(secure.url(), open.selector()).build().query(ID).rawStatus())
          .isEqualTo("QUEUED");

      assertThat(open.heads).hasSize(2);
      assertThat(open.heads.get(0)).startsWith("GET " + plain.url() + "/v1/");
      assertThat(open.heads.get(1)).startsWith("CONNECT localhost:").doesNotContain("geheim");
    }

    @Test
    void over_TLS_shows_the_password_to_the_proxy_and_the_key_to_the_gateway() {
      FeignTaskQuery tasks = builder(secure.url(), locked.selector())
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(tasks.query(ID).attempts()).isEqualTo(1);
      assertThat(locked.heads)
          .singleElement()
          .asString()
          .startsWith("CONNECT ")
          .contains("Proxy-Authorization: " + BASIC)
          .doesNotContain("geheim");
      assertThat(secure.headers).singleElement().satisfies(headers -> {
        assertThat(headers).doesNotContainKey("Proxy-authorization");
        assertThat(headers.get("Authorization")).containsExactly("Bearer " + KEY);
      });
    }

    @Test
    void without_TLS_shows_the_password_to_the_proxy() {
      FeignTaskQuery tasks = builder(plain.url(), locked.selector())
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(tasks.query(ID).attempts()).isEqualTo(1);
      assertThat(locked.heads)
          .singleElement()
          .asString()
          .contains("Proxy-Authorization: " + BASIC, "Authorization: Bearer " + KEY);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void that_needs_no_proxy_keeps_the_password_to_itself(boolean tls) {
      CannedGateway gateway = tls ? secure : plain;
      FeignTaskQuery tasks =
          builder(gateway.url(), none()).proxyCredentials("user", PASSWORD).build();

      assertThat(tasks.query(ID).rawStatus()).isEqualTo("QUEUED");
      assertThat(gateway.headers)
          .singleElement()
          .satisfies(headers -> assertThat(headers).doesNotContainKey("Proxy-authorization"));
      assertThat(locked.heads).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ends_at_once_if_the_proxy_wants_a_password(boolean tls) {
      FeignTaskQuery tasks =
          builder((tls ? secure : plain).url(), locked.selector()).build();

      ProxyAuthenticationException error =
          catchThrowableOfType(ProxyAuthenticationException.class, () -> tasks.query(ID));

      assertThat(error.taskId()).isEqualTo(ID);
      assertThat(error.httpStatus()).isEqualTo(407);
      assertThat(error.details().attempts()).isEqualTo(1);
      assertThat(error)
          .hasMessageContaining("Set the proxy's credentials. The task is not affected.")
          .hasNoCause();
      assertThat(locked.heads).hasSize(1);
    }

    @Test
    void ends_at_once_if_the_proxy_refuses_the_password() {
      FeignTaskQuery tasks = builder(secure.url(), locked.selector())
          .proxyCredentials("user", "wrong-password")
          .build();

      assertThatThrownBy(() -> tasks.query(ID))
          .isInstanceOf(ProxyAuthenticationException.class)
          .hasMessageNotContaining("wrong-password");
      assertThat(locked.heads).hasSize(1);
    }

    @Test
    void that_the_gateway_refuses_is_a_refused_key_and_no_challenge() {
      try (CannedGateway refusing = new CannedGateway(SelfMadeCertificate.TLS)) {
        refusing.answers(401, Map.of("WWW-Authenticate", "Basic realm=\"x\""), "{}");
        FeignTaskQuery tasks = builder(refusing.url(), locked.selector())
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
      ProxySelector closed = open.selector();
      open.close();

      assertThatThrownBy(() -> builder(plain.url(), closed).tries(1).build().query(ID))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("no connection to the proxy localhost:");
    }

    @Test
    void leaves_the_name_of_the_gateway_to_the_proxy() {
      String unknownHere = plain.url().replace("127.0.0.1", "a".repeat(64) + ".invalid");

      assertThat(builder(unknownHere, open.selector()).build().query(ID).rawStatus())
          .isEqualTo("QUEUED");
    }
  }

  @Nested
  class A_video {
    @Test
    void comes_through_a_proxy_whose_password_the_storage_host_never_sees() throws Exception {
      FeignTaskQuery tasks = builder(plain.url(), locked.selector())
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(get(tasks, secure.url() + "/v.mp4?Signature=s")).isEqualTo("200 " + QUEUED);
      assertThat(locked.heads)
          .singleElement()
          .asString()
          .startsWith("CONNECT ")
          .contains("Proxy-Authorization: " + BASIC);
      assertSecretsAreMissing(secure.headers);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void whose_host_asks_for_a_password_gets_none(int status) throws Exception {
      try (CannedGateway curious = new CannedGateway(SelfMadeCertificate.TLS)) {
        curious.answers(
            status,
            Map.of(
                "WWW-Authenticate", "Basic realm=\"x\"", "Proxy-Authenticate", "Basic realm=\"x\""),
            "");
        FeignTaskQuery tasks = builder(plain.url(), locked.selector())
            .proxyCredentials("user", PASSWORD)
            .build();

        assertThat(get(tasks, curious.url() + "/v.mp4")).startsWith(status + " ");
        assertSecretsAreMissing(curious.headers);
        assertThat(curious.headers).hasSize(1);
      }
    }

    @Test
    void that_needs_no_proxy_keeps_the_password_to_itself() throws Exception {
      ProxySelector onlyForTheGateway = only(URI.create(secure.url()).getPort(), locked);
      FeignTaskQuery tasks = builder(secure.url(), onlyForTheGateway)
          .proxyCredentials("user", PASSWORD)
          .build();

      assertThat(tasks.query(ID).rawStatus()).isEqualTo("QUEUED");
      assertThat(get(tasks, plain.url() + "/v.mp4")).startsWith("200 ");
      assertSecretsAreMissing(plain.headers);
      assertThat(locked.heads).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void is_not_downloaded_if_the_proxy_wants_a_password(boolean tls) {
      FeignTaskQuery tasks = builder(plain.url(), locked.selector()).build();
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
      assertThat(locked.heads).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"403, false, 1", "502, true, 2"})
    void is_not_downloaded_if_the_proxy_refuses_to_connect(
        int status, boolean isTransient, int requests) {
      open.refuseTunnels(status);
      FeignTaskQuery tasks = builder(plain.url(), open.selector()).build();
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
      assertThat(open.heads).hasSize(requests);
    }
  }

  @Nested
  class A_name_that_is_never_looked_up {
    private final CountDownLatch answered = new CountDownLatch(1);
    private final TimedDnsLookup stalled = new TimedDnsLookup(host -> {
      try {
        answered.await();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
      return host;
    });

    private VideoResponse open(ProxySelector proxy, Duration stall) throws IOException {
      Proxies proxies = new Proxies(proxy, null);
      Http http = new Http(Http.client(STALL, proxies, null), proxies, stalled);
      String url = plain.url().replace("127.0.0.1", "localhost") + "/v.mp4";
      return new HttpVideoSource(
              URI.create("https://gateway.example"), () -> ApiKey.of(KEY), "test", http)
          .open(link(url), 0, null, stall);
    }

    @Test
    void ends_a_video_within_its_time() {
      assertThatThrownBy(() -> open(none(), Duration.ofMillis(50)))
          .isInstanceOf(HttpTimeoutException.class)
          .hasMessage("the host name was not looked up in time");
      assertThat(plain.paths).isEmpty();
      answered.countDown();
    }

    @Test
    void plays_no_part_behind_a_proxy() throws Exception {
      try (VideoResponse answer = open(open.selector(), STALL)) {
        assertThat(answer.status()).isEqualTo(200);
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
    void that_is_not_trusted_is_named_to_who_wants_a_video() {
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
    void is_tried_again() {
      open.breakTunnels(2);

      assertThat(builder(secure.url(), open.selector()).build().query(ID).attempts())
          .isEqualTo(3);
    }

    @Test
    void each_time_is_trouble_with_the_network() {
      open.breakTunnels(3);

      NetworkException error = catchThrowableOfType(
          NetworkException.class,
          () -> builder(secure.url(), open.selector()).build().query(ID));

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
    void refuse_a_SOCKS_proxy_for_a_storage_host_alone() {
      ProxySelector socks =
          new Chosen(uri -> uri.getPort() == URI.create(plain.url()).getPort()
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
    void refuse_what_no_user_is(String user) {
      assertThatThrownBy(() -> FeignTaskQuery.builder(KEY).proxyCredentials(user, "geheim"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("The user name for the proxy")
          .hasMessageNotContaining("us:er")
          .hasMessageNotContaining("geheim");
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
    return new Chosen(uri -> proxy);
  }

  private static ProxySelector only(int port, LoopbackProxy proxy) {
    return new Chosen(
        uri -> uri.getPort() == port ? proxy.selector().select(uri).get(0) : Proxy.NO_PROXY);
  }

  private interface Choice {
    Proxy proxyFor(URI uri);
  }

  private static final class Chosen extends ProxySelector {
    private final Choice choice;

    Chosen(Choice choice) {
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
