package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line behind a proxy that responds for a gateway whose name does not resolve. */
@SuppressWarnings("NullAway.Init") // started before each test
class ProxyOptionTest {
  private static final String UNRESOLVABLE = "http://gateway." + "a".repeat(64) + ".invalid";
  private static final String BASIC_CREDENTIALS = "Basic dXNlcjpzZWNyZXQ=";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private HttpServer proxy;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::respond);
    proxy.start();
    environment.put("HAPPYHORSE_API_KEY", "sk-x");
    environment.put("HAPPYHORSE_BASE_URL", UNRESOLVABLE);
  }

  private void respond(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI() + " "
        + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body = "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}".getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @AfterEach
  void stop() {
    proxy.stop(0);
  }

  private String url(String secret) {
    return "http://" + secret + "127.0.0.1:" + proxy.getAddress().getPort();
  }

  private CommandLineRun query(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "query";
    all[1] = "asyntask_A";
    System.arraycopy(options, 0, all, 2, options.length);
    return CommandLineRun.of(environment, all);
  }

  @Nested
  class A_proxy {
    @Test
    void of_the_option_is_used() {
      CommandLineRun run = query("--proxy", url("user:secret@"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("asyntask_A  QUEUED").doesNotContain("secret");
      assertThat(requests)
          .containsExactly(UNRESOLVABLE + "/v1/video/generations/asyntask_A " + BASIC_CREDENTIALS);
    }

    @Test
    void of_the_environment_is_used() {
      environment.put("http_proxy", url(""));

      assertThat(query().exitCode()).isZero();
      assertThat(requests).containsExactly(UNRESOLVABLE + "/v1/video/generations/asyntask_A null");
    }

    @Test
    void is_not_used_for_an_exception_or_another_scheme() {
      environment.putAll(Map.of("http_proxy", url(""), "no_proxy", "invalid"));
      assertThat(query().exitCode()).isEqualTo(6);

      environment.putAll(Map.of("http_proxy", "", "HTTP_PROXY", url(""), "https_proxy", url("")));
      assertThat(query().exitCode()).isEqualTo(6);
      assertThat(requests).isEmpty();
    }

    @Test
    void is_not_used_for_the_port_of_an_exception() {
      environment.putAll(Map.of("http_proxy", url(""), "no_proxy", "invalid:80"));
      assertThat(query().exitCode()).isEqualTo(6);
      assertThat(requests).isEmpty();

      environment.put("no_proxy", "invalid:8080");
      assertThat(query().exitCode()).isZero();
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void that_refuses_the_password_is_reported() {
      ProxySettings.allowBasicAuthentication();
      status = 407;

      CommandLineRun run = query("--proxy", url("user:secret@"), "--json");

      assertThat(run.exitCode()).isEqualTo(6);
      assertThat(run.json().get(0).at("/error/kind").asString()).isEqualTo("proxy");
      assertThat(run.err())
          .startsWith("The proxy requires a valid user name and password")
          .contains("Set the proxy's credentials. The task is not affected.")
          .doesNotContain("secret");
      assertThat(requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"socks5://user:secret@proxy", "https://user:secret@proxy"})
    void of_another_kind_is_wrong_usage(String url) {
      CommandLineRun run = query("--proxy", url);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err())
          .startsWith("'" + url.replace("user:secret", "...") + "' of --proxy cannot be the proxy:")
          .doesNotContain("secret");
    }
  }

  @Test
  void a_key_file_with_a_byte_order_mark_is_read(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "\uFEFFsk-of-file\r\n");
    environment.remove("HAPPYHORSE_API_KEY");

    CommandLineRun run = query("--proxy", url(""), "--api-key-file", file.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(keys).containsExactly("Bearer sk-of-file");
  }
}
