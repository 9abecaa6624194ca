package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CheckCommandTest {
  private final FakeHappyHorse gateway =
      FakeHappyHorse.start(VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z")));

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static CommandLineRun check(String baseUrl, String key, String... more) {
    String[] args = new String[more.length + 1];
    args[0] = "check";
    System.arraycopy(more, 0, args, 1, more.length);
    return CommandLineRun.of(
        Map.of("HAPPYHORSE_API_KEY", key, "HAPPYHORSE_BASE_URL", baseUrl), args);
  }

  private String url() {
    return gateway.baseUri().toString();
  }

  @Test
  void prints_a_line_for_each_step() {
    CommandLineRun run = check(url(), gateway.apiKey());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo("proxy       none\n"
            + "connection  " + url() + " responds\n"
            + "TLS         none: plain http, the key is sent unencrypted\n"
            + "gateway     is a HappyHorse gateway\n"
            + "key         accepted; it may use 4 models\n");
    assertThat(run.err()).isEmpty();
    assertThat(gateway.journal().entries()).isEmpty();
  }

  @Test
  void prints_one_json_object_for_programs() {
    CommandLineRun run = check(url(), gateway.apiKey(), "--json");

    assertThat(run.json()).hasSize(1);
    JsonNode object = run.json().get(0);
    assertThat(object.propertyNames())
        .containsExactly("gateway", "proxy", "tls", "failed_at", "models", "error");
    assertThat(object.at("/gateway").asString()).isEqualTo(url());
    assertThat(object.at("/models/0").asString()).isEqualTo("happyhorse-1.0-t2v");
    assertThat(object.at("/error").isNull()).isTrue();
    assertThat(object.at("/failed_at").isNull()).isTrue();
  }

  @Nested
  class It_reports_a_problem_with {
    @Test
    void the_key() {
      CommandLineRun run = check(url(), "sk-secret");
      CommandLineRun json = check(url(), "sk-secret", "--json");

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.out()).endsWith("gateway     is a HappyHorse gateway\nkey         FAILED\n");
      assertThat(run.err())
          .startsWith("The gateway refused the API key (HTTP 401, request id ")
          .contains("Check the key, its expiry, its quota and its allow-lists.")
          .doesNotContain("sk-secret", "task");
      assertThat(json.exitCode()).isEqualTo(3);
      assertThat(json.json().get(0).at("/failed_at").asString()).isEqualTo("key");
      assertThat(json.json().get(0).at("/error/kind").asString()).isEqualTo("auth");
      assertThat(json.json().get(0).at("/error/http_status").asInt()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere", "/v1"})
    void the_base_url(String path) {
      CommandLineRun run = check(url() + path, gateway.apiKey());

      assertThat(run.exitCode()).isEqualTo(6);
      assertThat(run.out()).contains("gateway     FAILED\nkey         not tried\n");
      assertThat(run.err()).contains("Check the base URL, which must not include /v1.");
    }

    @Test
    void the_connection() throws IOException {
      CommandLineRun run = check("http://127.0.0.1:" + freePort(), "sk-secret");

      assertThat(run.exitCode()).isEqualTo(6);
      assertThat(run.out()).isEqualTo("""
              proxy       none
              connection  FAILED
              TLS         not tried
              gateway     not tried
              key         not tried
              """);
      assertThat(run.err()).contains("no connection to the host");
    }

    @Test
    void the_proxy() throws IOException {
      CommandLineRun run =
          check(url(), gateway.apiKey(), "--proxy", "http://127.0.0.1:" + freePort(), "--json");

      assertThat(run.exitCode()).isEqualTo(6);
      assertThat(run.json().get(0).at("/failed_at").asString()).isEqualTo("proxy");
      assertThat(run.json().get(0).at("/proxy").asString()).startsWith("127.0.0.1:");
      assertThat(run.json().get(0).at("/error/kind").asString()).isEqualTo("proxy");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
