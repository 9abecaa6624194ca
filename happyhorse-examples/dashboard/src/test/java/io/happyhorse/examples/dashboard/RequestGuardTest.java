package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
  private static final TaskId CAT = TaskId.of("cat");

  @TempDir
  Path folder;

  private DashboardFixture dashboard;
  private RawHttp http;

  @BeforeEach
  void start() throws IOException {
    dashboard = new DashboardFixture(folder);
    http = new RawHttp(dashboard.address());
  }

  @AfterEach
  void stop() {
    dashboard.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1"})
  void an_unknown_host_is_rejected(String host) throws IOException {
    for (String path : List.of("/", "/app.js", "/api/tasks", "/api/events", "/videos/cat")) {
      assertThat(RawHttp.status(http.sendWithHost(host, "GET", path))).as(path).isEqualTo(421);
    }
  }

  @Test
  void localhost_is_a_known_host() throws IOException {
    assertThat(RawHttp.status(
            http.sendWithHost("localhost:" + http.server().getPort(), "GET", "/api/tasks")))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "stop", "download"})
  void an_action_needs_the_token_and_the_origin_of_the_page(String action) throws IOException {
    dashboard.watch("cat", TaskScript.succeeding().running(ofHours(1)));
    String path = "/api/tasks/cat/" + action;
    String origin = "Origin: http://" + http.server().getAuthority();
    String token = "X-Dashboard-Token: " + http.token();

    assertThat(RawHttp.status(http.send("POST", path))).isEqualTo(403);
    assertThat(RawHttp.status(http.send("POST", path, origin))).isEqualTo(403);
    assertThat(RawHttp.status(http.send("POST", path, token))).isEqualTo(403);
    assertThat(RawHttp.status(http.send("POST", path, "Origin: http://evil.example", token)))
        .isEqualTo(403);
    assertThat(RawHttp.status(http.send("POST", path, origin, "X-Dashboard-Token: 0")))
        .isEqualTo(403);
    assertThat(Objects.requireNonNull(dashboard.tasks().detail(CAT)).row().state())
        .isNotEqualTo(RowState.GAVE_UP);
    assertThat(RawHttp.status(http.send("GET", path))).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app.js", "/api/tasks", "/nothing", "/videos/none"})
  void every_response_has_the_headers_that_restrict_the_page(String path) throws IOException {
    assertThat(http.send("GET", path))
        .contains("Content-Security-Policy: default-src 'self';", "X-Content-Type-Options: nosniff")
        .contains("frame-ancestors 'none'")
        .doesNotContain("Access-Control-Allow");
  }

  @Test
  void a_page_that_other_machines_can_reach_needs_the_password() throws IOException {
    ServerSettings open =
        ServerSettings.of("0.0.0.0", 0, List.of("127.0.0.1"), "correct horse battery");
    try (DashboardServer server =
        DashboardServer.start(dashboard.tasks(), open, new SecretFilter(List.of()))) {
      RawHttp there =
          new RawHttp(URI.create("http://127.0.0.1:" + server.address().getPort()));
      for (String path : List.of("/", "/app.js", "/api/tasks", "/api/events")) {
        assertThat(there.send("GET", path)).startsWith("HTTP/1.1 401").contains("WWW-Authenticate");
      }
      assertThat(RawHttp.status(there.send("GET", "/", basic("x:wrong")))).isEqualTo(401);
      assertThat(RawHttp.status(there.send("GET", "/", basic("x:correct horse battery"))))
          .isEqualTo(200);
    }
  }

  private static String basic(String credentials) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
