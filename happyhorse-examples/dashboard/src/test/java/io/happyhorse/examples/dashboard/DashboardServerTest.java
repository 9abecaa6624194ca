package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardServerTest {
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

  private void await(TaskId id, Predicate<TaskDetail> condition) {
    Awaitility.await().until(() -> {
      TaskDetail detail = dashboard.tasks().detail(id);
      return detail != null && condition.test(detail);
    });
  }

  private static String token(RawHttp http) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), http.server().getPort())) {
      socket
          .getOutputStream()
          .write(("GET /api/events HTTP/1.1\r\nHost: " + http.server().getAuthority()
                  + "\r\nAccept: text/event-stream\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      StringBuilder seen = new StringBuilder();
      var found = Pattern.compile("\"token\":\"(\\w+)\"").matcher(seen);
      while (!found.reset(seen).find()) {
        seen.append((char) socket.getInputStream().read());
      }
      return found.group(1);
    }
  }

  @Test
  void ends_the_responses_of_open_pages_before_it_stops() throws IOException {
    try (Socket page =
        new Socket(InetAddress.getLoopbackAddress(), http.server().getPort())) {
      page.getOutputStream()
          .write(("GET /api/events HTTP/1.1\r\nHost: " + http.server().getAuthority()
                  + "\r\nAccept: text/event-stream\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      Awaitility.await().until(() -> dashboard.server().openPages() == 1);

      dashboard.server().close();

      assertThat(dashboard.server().openPages()).isZero();
    }
  }

  @Nested
  class Lists {
    @Test
    void counts_what_the_rows_of_the_same_moment_show() throws IOException {
      dashboard.watch("cat", TaskScript.succeeding().running(ofHours(1), "60%"));
      dashboard.watch("dog", TaskScript.failing("Bad", "no"));
      await(CAT, detail -> detail.row().state() == RowState.IN_PROGRESS);
      await(TaskId.of("dog"), detail -> detail.row().state() == RowState.FAILURE);

      assertThat(http.send("GET", "/api/tasks"))
          .contains("\"IN_PROGRESS\":1", "\"FAILURE\":1", "\"SUCCESS\":0", "\"percent\":60");
    }

    @Test
    void rejects_a_task_that_is_not_there() throws IOException {
      assertThat(RawHttp.status(http.send("GET", "/api/tasks/missing"))).isEqualTo(404);
      assertThat(RawHttp.status(http.send("GET", "/videos/missing"))).isEqualTo(404);
      assertThat(RawHttp.status(http.send("GET", "/videos/..%2Fsecret"))).isBetween(400, 404);
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1"})
    void another_host(String host) throws IOException {
      for (String path : List.of("/", "/app.js", "/api/tasks", "/api/events", "/videos/cat")) {
        assertThat(RawHttp.status(http.sendWithHost(host, "GET", path)))
            .as(path)
            .isEqualTo(421);
      }
    }

    @Test
    void no_name_of_this_machine() throws IOException {
      assertThat(RawHttp.status(
              http.sendWithHost("localhost:" + http.server().getPort(), "GET", "/api/tasks")))
          .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "stop", "keep"})
    void a_change_without_the_token_or_from_elsewhere(String action) throws IOException {
      dashboard.watch("cat", TaskScript.succeeding().running(ofHours(1)));
      String path = "/api/tasks/cat/" + action;
      String origin = "Origin: http://" + http.server().getAuthority();
      String token = "X-Dashboard-Token: " + token(http);

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
  }

  @Nested
  class Changes {
    @Test
    void stops_and_waits_again_with_token_and_origin() throws IOException {
      dashboard.watch("cat", TaskScript.succeeding().running(ofHours(1)));
      String origin = "Origin: http://" + http.server().getAuthority();
      String token = "X-Dashboard-Token: " + token(http);

      assertThat(RawHttp.status(http.send("POST", "/api/tasks/cat/stop", origin, token)))
          .isEqualTo(204);
      await(CAT, detail -> detail.row().state() == RowState.GAVE_UP);
      assertThat(RawHttp.status(http.send("POST", "/api/tasks/cat/stop", origin, token)))
          .isEqualTo(409);
      assertThat(RawHttp.status(http.send("POST", "/api/tasks/cat/query", origin, token)))
          .isEqualTo(204);
      await(CAT, detail -> detail.row().state() == RowState.IN_PROGRESS);
    }
  }

  @Nested
  class Hides {
    @Test
    void the_signed_link_and_the_key_in_every_response() throws IOException {
      String key = dashboard.gateway.apiKey();
      dashboard.watch(
          "cat", dashboard.playable(TaskScript.succeeding(), ofHours(24)).edited(data -> {
            data.put("request_id", key);
            data.put("data", Map.of("x", "see http:\\/\\/h\\/v?Signature=secret-signature " + key));
          }));
      dashboard.watch(
          "dog",
          TaskScript.failing("Bad", "see https://h/v.mp4?Signature=secret-signature&x=1 " + key));
      await(CAT, detail -> detail.row().state() == RowState.SUCCESS);
      await(TaskId.of("dog"), detail -> detail.row().state() == RowState.FAILURE);

      for (String path : List.of("/api/tasks", "/api/tasks/cat", "/api/tasks/dog")) {
        assertThat(http.send("GET", path))
            .startsWith("HTTP/1.1 200")
            .doesNotContain("secret-signature", key, "OSSAccessKeyId");
      }
      assertThat(http.send("GET", "/api/tasks/cat")).contains("\\\"SUCCESS\\\"");
    }
  }

  @Nested
  class Protects {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/api/tasks", "/nothing", "/videos/none"})
    void every_response_by_headers(String path) throws IOException {
      assertThat(http.send("GET", path))
          .contains(
              "Content-Security-Policy: default-src 'self';", "X-Content-Type-Options: nosniff")
          .contains("frame-ancestors 'none'")
          .doesNotContain("Access-Control-Allow");
    }

    @Test
    void the_page_with_a_password_where_others_can_reach_it() throws IOException {
      ServerSettings open =
          ServerSettings.of("0.0.0.0", 0, List.of("127.0.0.1"), "correct horse battery");
      try (DashboardServer server =
          DashboardServer.start(dashboard.tasks(), open, new OutgoingText(List.of()))) {
        RawHttp there =
            new RawHttp(URI.create("http://127.0.0.1:" + server.address().getPort()));
        for (String path : List.of("/", "/app.js", "/api/tasks", "/api/events")) {
          assertThat(there.send("GET", path))
              .startsWith("HTTP/1.1 401")
              .contains("WWW-Authenticate");
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

    @ParameterizedTest
    @CsvSource(
        nullValues = "-",
        value = {
          "0.0.0.0, host, -, Other machines can reach",
          "0.0.0.0, -, long enough pw, State with --name",
          "127.0.0.1, -, short, 12 characters"
        })
    void itself_from_settings_that_are_not_safe(
        String bind, String name, String password, String message) {
      assertThatThrownBy(
              () -> ServerSettings.of(bind, 0, name == null ? List.of() : List.of(name), password))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }

    @Test
    void this_machine_by_listening_on_loopback_alone() {
      assertThat(ServerSettings.loopback(0).isLoopback()).isTrue();
      assertThat(dashboard.address().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Nested
  class Videos {
    @ParameterizedTest
    @CsvSource(
        nullValues = "-",
        value = {
          "-, 200, -, 9265",
          "bytes=0-, 206, bytes 0-9264/9265, 9265",
          "bytes=100-199, 206, bytes 100-199/9265, 100",
          "bytes=9000-99999, 206, bytes 9000-9264/9265, 265",
          "bytes=-65, 206, bytes 9200-9264/9265, 65",
          "bytes=9265-, 416, bytes */9265, 0",
          "bytes=x, 200, -, 9265"
        })
    void sends_the_requested_range(String range, int status, String sent, int length)
        throws IOException {
      dashboard.watch("cat", dashboard.playable(TaskScript.succeeding(), ofHours(24)));
      await(CAT, detail -> detail.row().video() == VideoState.KEEPABLE);
      assertThat(RawHttp.status(http.send("GET", "/videos/cat"))).isEqualTo(404);
      assertThat(dashboard.tasks().keep(CAT)).isTrue();
      await(CAT, detail -> detail.row().video() == VideoState.KEPT);

      String response = range == null
          ? http.send("GET", "/videos/cat")
          : http.send("GET", "/videos/cat", "Range: " + range);

      assertThat(RawHttp.status(response)).isEqualTo(status);
      assertThat(response.substring(response.indexOf("\r\n\r\n") + 4)).hasSize(length);
      if (sent != null) {
        assertThat(response).contains("Content-Range: " + sent);
      }
    }
  }

  @Nested
  class SlowReaders {
    @Test
    void are_dropped() throws IOException {
      List<TaskId> ids =
          IntStream.range(0, 5_000).mapToObj(i -> TaskId.of("task" + i)).toList();
      dashboard.gateway.acceptAnyId(TaskScript.succeeding().running(ofHours(1)));
      dashboard.tasks().watch(ids);
      ServerSettings impatient =
          new ServerSettings("127.0.0.1", 0, List.of(), null, Duration.ofSeconds(2));
      try (DashboardServer server =
              DashboardServer.start(dashboard.tasks(), impatient, new OutgoingText(List.of()));
          Socket reader = new Socket()) {
        reader.setReceiveBufferSize(4_096);
        reader.connect(new InetSocketAddress(
            InetAddress.getLoopbackAddress(), server.address().getPort()));
        reader
            .getOutputStream()
            .write(("GET /api/events HTTP/1.1\r\nHost: " + server.address().getAuthority()
                    + "\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));

        Awaitility.await().until(() -> server.openPages() == 1);
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> server.openPages() == 0);
      }
    }
  }
}
