package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void closing_the_server_ends_the_responses_of_open_pages() throws IOException {
    try (Socket page = http.openEvents()) {
      assertThat(page.isConnected()).isTrue();
      Awaitility.await().until(() -> dashboard.server().openPages() == 1);

      dashboard.server().close();

      assertThat(dashboard.server().openPages()).isZero();
    }
  }

  @Test
  void the_server_listens_on_the_loopback_address() {
    assertThat(dashboard.address().getHost()).isEqualTo("127.0.0.1");
  }

  @Nested
  class The_list {
    @Test
    void has_rows_and_their_numbers_by_state() throws IOException {
      dashboard.watch("cat", TaskScript.succeeding().running(ofHours(1), "60%"));
      dashboard.watch("dog", TaskScript.failing("Bad", "no"));
      await(CAT, detail -> detail.row().state() == RowState.IN_PROGRESS);
      await(TaskId.of("dog"), detail -> detail.row().state() == RowState.FAILURE);

      assertThat(http.send("GET", "/api/tasks"))
          .contains("\"IN_PROGRESS\":1", "\"FAILURE\":1", "\"SUCCESS\":0", "\"percent\":60");
    }

    @Test
    void has_no_unknown_task() throws IOException {
      assertThat(RawHttp.status(http.send("GET", "/api/tasks/missing"))).isEqualTo(404);
      assertThat(RawHttp.status(http.send("GET", "/videos/missing"))).isEqualTo(404);
      assertThat(RawHttp.status(http.send("GET", "/videos/..%2Fsecret"))).isBetween(400, 404);
    }
  }

  @Nested
  class Actions {
    @Test
    void stop_ends_a_wait_and_poll_starts_it_again() throws IOException {
      dashboard.watch("cat", TaskScript.succeeding().running(ofHours(1)));
      String origin = "Origin: http://" + http.server().getAuthority();
      String token = "X-Dashboard-Token: " + http.token();

      assertThat(RawHttp.status(http.send("POST", "/api/tasks/cat/stop", origin, token)))
          .isEqualTo(204);
      await(CAT, detail -> detail.row().state() == RowState.GAVE_UP);
      assertThat(RawHttp.status(http.send("POST", "/api/tasks/cat/stop", origin, token)))
          .isEqualTo(409);
      assertThat(RawHttp.status(http.send("POST", "/api/tasks/cat/poll", origin, token)))
          .isEqualTo(204);
      await(CAT, detail -> detail.row().state() == RowState.IN_PROGRESS);
    }
  }

  @Nested
  class Secrets {
    @Test
    void are_in_no_response() throws IOException {
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
    void are_sent_in_the_requested_range(String range, int status, String sent, int length)
        throws IOException {
      dashboard.watch("cat", dashboard.playable(TaskScript.succeeding(), ofHours(24)));
      await(CAT, detail -> detail.row().video() == VideoState.DOWNLOADABLE);
      assertThat(RawHttp.status(http.send("GET", "/videos/cat"))).isEqualTo(404);
      assertThat(dashboard.tasks().download(CAT)).isTrue();
      await(CAT, detail -> detail.row().video() == VideoState.DOWNLOADED);

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

  @Test
  void a_page_that_does_not_read_is_disconnected() throws IOException {
    List<TaskId> ids =
        IntStream.range(0, 5_000).mapToObj(i -> TaskId.of("task" + i)).toList();
    dashboard.gateway.acceptAnyId(TaskScript.succeeding().running(ofHours(1)));
    dashboard.tasks().watch(ids);
    ServerSettings shortTimeout =
        new ServerSettings("127.0.0.1", 0, List.of(), null, Duration.ofSeconds(2));
    try (DashboardServer server =
            DashboardServer.start(dashboard.tasks(), shortTimeout, new SecretFilter(List.of()));
        Socket page = new RawHttp(server.address()).openEvents()) {
      assertThat(page.isConnected()).isTrue();
      Awaitility.await().until(() -> server.openPages() == 1);
      Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> server.openPages() == 0);
    }
  }
}
