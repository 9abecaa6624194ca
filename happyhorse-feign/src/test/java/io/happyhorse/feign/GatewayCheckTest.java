package io.happyhorse.feign;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.feign.GatewayCheck.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks of a gateway by one request for its list of models. */
class GatewayCheckTest {
  private static final String KEY = "sk-secret";
  private static final String MODELS =
      "{\"data\":[{\"id\":\"happyhorse-1.0-t2v\"},{\"id\":\"sk-secret\"},7],\"object\":\"list\",\"success\":true}";

  private final CannedGateway gateway = new CannedGateway();

  @AfterEach
  void stop() {
    gateway.close();
  }

  private FeignTaskQueryBuilder builder() {
    return FeignTaskQuery.builder(KEY).baseUrl(gateway.url());
  }

  private GatewayCheck check() {
    return builder().build().check();
  }

  @Test
  void all_steps_succeed() {
    gateway.json(200, MODELS);

    GatewayCheck check = check();

    assertThat(check)
        .isEqualTo(new GatewayCheck(
            URI.create(gateway.url()),
            null,
            null,
            "",
            "",
            200,
            List.of("happyhorse-1.0-t2v", "***")));
    assertThat(check.isOk()).isTrue();
    assertThat(gateway.paths).containsExactly("/v1/models");
    assertThat(gateway.headers.get(0).getFirst("Authorization")).isEqualTo("Bearer " + KEY);
  }

  @Nested
  class A_response_reports_that {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "401 | {\"error\":{\"message\":\"Invalid token sk-secret\"}} | KEY"
              + " | The gateway refused the API key (HTTP 401, response: Invalid token ***)"
              + " | Check the key, its expiry, its quota and its allow-lists.",
          "403 | {\"error\":{\"message\":\"not your address\"}} | KEY"
              + " | The gateway forbids the query for this API key (HTTP 403, response: not your address)"
              + " | Check the key, its expiry, its quota and its allow-lists.",
          "404 | {\"error\":{\"message\":\"Invalid URL (GET /v1/v1/models)\"}} | GATEWAY"
              + " | The URL is not the query endpoint of a HappyHorse gateway (HTTP 404,"
              + " response: Invalid URL (GET /v1/v1/models)) | Check the base URL, which must not include /v1.",
          "404 | {} | GATEWAY | The URL has no list of models (HTTP 404, response: {})"
              + " | Check the base URL, which must not include /v1.",
          "302 | x | GATEWAY | The URL is not the query endpoint of a HappyHorse gateway"
              + " (HTTP 302, response: x) | Check the base URL, which must not include /v1.",
          "200 | <html></html> | GATEWAY | The gateway's response is malformed: it is a web page"
              + " (HTTP 200, response: <html></html>) | Check the base URL, which must not include /v1.",
          "200 | what? | GATEWAY | The gateway's response is malformed: it is not JSON"
              + " (HTTP 200, response: what?) | Check the base URL, which must not include /v1.",
          "503 | later | GATEWAY | The gateway is unavailable (HTTP 503, response: later) | Try again later.",
          "429 | slow down | GATEWAY | The gateway limits the request rate (HTTP 429, response: slow down)"
              + " | Try again later.",
          "429 | quota exceeded | GATEWAY | The gateway reports that a quota is used up (HTTP 429,"
              + " response: quota exceeded) | Top up the account or raise the quota.",
        })
    void a_step_fails(int status, String body, Step step, String problem, String advice) {
      gateway.json(status, body);

      assertThat(check())
          .isEqualTo(new GatewayCheck(
              URI.create(gateway.url()), null, step, problem, advice, status, List.of()));
      assertThat(gateway.paths).hasSize(1);
    }

    @Test
    void it_is_not_a_list_of_models() {
      gateway.json(200, "{\"success\":false,\"message\":\"get user group failed\"}");

      GatewayCheck check = check();

      assertThat(check.failedAt()).isEqualTo(Step.GATEWAY);
      assertThat(check.problem()).contains("get user group failed");
    }

    @Test
    void the_supplier_returns_no_key() {
      GatewayCheck check =
          FeignTaskQuery.builder(() -> null).baseUrl(gateway.url()).build().check();

      assertThat(check.failedAt()).isEqualTo(Step.KEY);
      assertThat(check.problem()).isEqualTo("There is no API key: its supplier returned none");
      assertThat(gateway.paths).isEmpty();
    }
  }

  @Nested
  class Without_a_response {
    @Test
    void there_is_no_connection() throws IOException {
      try (Socket closed = closedPort()) {
        GatewayCheck check = FeignTaskQuery.builder(KEY)
            .baseUrl("http://127.0.0.1:" + closed.getLocalPort())
            .build()
            .check();

        assertThat(check.failedAt()).isEqualTo(Step.CONNECTION);
        assertThat(check.problem())
            .isEqualTo("No response from the gateway: no connection to the host");
        assertThat(check.advice()).isEqualTo("Check the base URL, the network and the firewall.");
        assertThat(check.httpStatus()).isNull();
      }
    }

    @Test
    void the_certificate_is_not_trusted() {
      try (CannedGateway secure = new CannedGateway(SelfSignedCertificate.TLS).json(200, MODELS)) {
        GatewayCheck check =
            FeignTaskQuery.builder(KEY).baseUrl(secure.url()).build().check();

        assertThat(check.failedAt()).isEqualTo(Step.TLS);
        assertThat(check.problem()).startsWith("The gateway's certificate is not trusted: ");
        assertThat(check.advice()).contains("-Djavax.net.ssl.trustStore");
        assertThat(secure.paths).isEmpty();
      }
    }

    @Test
    void the_host_does_not_speak_tls() throws IOException {
      try (OneResponse plain = new OneResponse("HTTP/1.1 400 Bad Request\r\n\r\n")) {
        GatewayCheck check = FeignTaskQuery.builder(KEY)
            .baseUrl("https://127.0.0.1:" + plain.port())
            .build()
            .check();

        assertThat(check.failedAt()).isEqualTo(Step.TLS);
      }
    }

    @Test
    void the_thread_stays_interrupted() {
      gateway.stalls(MODELS);
      Thread.currentThread().interrupt();

      GatewayCheck check = check();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(check.failedAt()).isEqualTo(Step.CONNECTION);
    }
  }

  @Nested
  class Behind_a_proxy {
    private static final String BASIC =
        "Basic " + Base64.getEncoder().encodeToString("user:pass".getBytes(US_ASCII));

    private GatewayCheck check(CannedGateway gateway, ProxySelector proxy, String password) {
      return FeignTaskQuery.builder(KEY)
          .baseUrl(gateway.url())
          .sslContext(SelfSignedCertificate.TLS)
          .proxy(proxy)
          .proxyCredentials("user", password)
          .build()
          .check();
    }

    @Test
    void the_proxy_is_named() {
      try (LoopbackProxy proxy = new LoopbackProxy(BASIC)) {
        GatewayCheck check = check(gateway.json(200, MODELS), proxy.selector(), "pass");

        assertThat(check.isOk()).isTrue();
        assertThat(check.proxy()).matches("(127\\.0\\.0\\.1|localhost):\\d+");
        assertThat(proxy.heads).hasSize(1);
      }
    }

    @Test
    void the_credentials_are_refused() {
      try (LoopbackProxy proxy = new LoopbackProxy(BASIC)) {
        GatewayCheck check = check(gateway, proxy.selector(), "wrong");

        assertThat(check.failedAt()).isEqualTo(Step.PROXY);
        assertThat(check.httpStatus()).isEqualTo(407);
        assertThat(check.problem()).startsWith("The proxy requires a valid user name and password");
        assertThat(check.advice()).isEqualTo("Check the proxy's address, user name and password.");
        assertThat(gateway.paths).isEmpty();
      }
    }

    @Test
    void the_proxy_cannot_be_connected_to() throws IOException {
      try (Socket closed = closedPort()) {
        ProxySelector unreachable =
            ProxySelector.of((InetSocketAddress) closed.getLocalSocketAddress());

        GatewayCheck check = check(gateway, unreachable, "pass");

        assertThat(check.failedAt()).isEqualTo(Step.PROXY);
        assertThat(check.advice()).isEqualTo("Check the proxy's address, user name and password.");
      }
    }

    @Test
    void the_proxy_refuses_to_connect_to_the_host() throws IOException {
      try (OneResponse proxy =
              new OneResponse("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
          CannedGateway secure = new CannedGateway(SelfSignedCertificate.TLS)) {
        ProxySelector selector =
            ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));

        GatewayCheck check = check(secure, selector, "pass");

        assertThat(check.failedAt()).as(check.problem()).isEqualTo(Step.PROXY);
        assertThat(secure.paths).isEmpty();
      }
    }
  }

  /** A server that sends the same bytes on every connection once it has received any, and then closes it. */
  private static final class OneResponse implements AutoCloseable {
    private final ServerSocket server;

    OneResponse(String response) throws IOException {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
      Thread thread = new Thread(() -> serve(response.getBytes(US_ASCII)));
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(byte[] response) {
      try {
        while (true) {
          try (Socket client = server.accept()) {
            int unused = client.getInputStream().read(new byte[1_000]);
            client.getOutputStream().write(response);
          }
        }
      } catch (IOException closed) {
        return;
      }
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** Returns a socket whose port refuses connections, and is not given to another process while it is open. */
  private static Socket closedPort() throws IOException {
    Socket bound = new Socket();
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return bound;
  }
}
