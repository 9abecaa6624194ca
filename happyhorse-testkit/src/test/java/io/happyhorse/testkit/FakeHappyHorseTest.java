package io.happyhorse.testkit;

import static io.happyhorse.testkit.GatewayInMemory.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeHappyHorseTest {
  @RegisterExtension
  final GatewayOverHttp http = GatewayOverHttp.onVirtualTime();

  private final VirtualTime time = http.time();
  private final FakeHappyHorse gateway = http.gateway();

  @AfterEach
  void closeTime() {
    time.close();
  }

  @Test
  void accepts_any_id_from_its_first_query_on_if_configured() throws Exception {
    assertThat(http.query(ID.value()).statusCode()).isEqualTo(400);

    gateway.acceptAnyId(
        TaskScript.succeeding().state("WARMING", "7%", Stay.of(Duration.ofSeconds(10))));

    assertThat(List.of(observedAfter(100), observedAfter(9), observedAfter(1)))
        .containsExactly("WARMING 7%", "WARMING 7%", "SUCCESS 100%");
  }

  @Test
  void can_use_a_port_of_the_callers_choice() throws IOException {
    int port = freePort();
    try (FakeHappyHorse chosen = FakeHappyHorse.start(time, port)) {
      assertThat(chosen.baseUri().getPort()).isEqualTo(port);
      assertThatThrownBy(() -> FakeHappyHorse.start(time, port))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The port " + port + " of this machine is in use: use another.");
    }
    assertThatThrownBy(() -> FakeHappyHorse.start(time, 70_000))
        .hasMessage("There is no port 70000: use 1 to 65535, or 0 for any free port.");
  }

  @Test
  void can_use_any_free_port_with_a_key_of_the_callers_choice() {
    try (FakeHappyHorse chosen = FakeHappyHorse.start(time, 0, "sk-mine")) {
      assertThat(chosen.baseUri().getPort()).isPositive();
    }
  }

  @Test
  void keeps_no_port_if_it_cannot_start() {
    GatewayStore another = new GatewayStore(time);
    RefusingPort onTakenPort = new RefusingPort();
    RefusingPort withServer = new RefusingPort();

    assertThatThrownBy(
            () -> FakeHappyHorse.start(another, gateway.baseUri().getPort(), null, onTakenPort))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> FakeHappyHorse.start(gateway.store, 0, null, withServer))
        .isInstanceOf(IllegalStateException.class);

    assertThat(onTakenPort.isBound()).isFalse();
    assertThat(withServer.isBound()).isFalse();
  }

  /** Returns a port that is free and remains so: it is not in the range from which systems assign ports by default. */
  private static int freePort() throws IOException {
    int port = 10_000 + (int) (ProcessHandle.current().pid() % 10_000);
    while (!isFree(port)) {
      port++;
    }
    return port;
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException inUse) {
      return false;
    }
  }

  @Nested
  class A_key_of_the_callers_choice {
    @Test
    void is_the_only_accepted_one() throws Exception {
      try (FakeHappyHorse chosen = FakeHappyHorse.start(time, freePort(), "t")) {
        TaskId id = chosen.accept(TaskId.of("t-1"), TaskScript.succeeding());
        URI query = chosen.baseUri().resolve("/v1/video/generations/" + id);
        assertThat(chosen.apiKey()).isEqualTo("t");
        assertThat(http.get(query, "t").statusCode()).isEqualTo(200);
        assertThat(http.get(query, "sk-wrong").statusCode()).isEqualTo(401);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "s\u00e9cret"})
    void must_consist_of_visible_ascii_characters(String key) {
      assertThatThrownBy(() -> FakeHappyHorse.start(time, 1, key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The API key of a fake gateway must consist of visible ASCII characters.");
    }
  }

  @Nested
  class Like_the_real_gateway_it_accepts {
    @ParameterizedTest
    @CsvSource({
      "'Bearer KEY', 200",
      "'bearer KEY', 200",
      "'bearer  KEY ', 200",
      "'BEARER KEY', 401",
      "'Basic KEY', 401",
      "KEY, 401",
      "'bearer KEYx', 401"
    })
    void the_two_spellings_of_the_scheme(String authorization, int status) throws Exception {
      gateway.accept(ID, TaskScript.succeeding());

      HttpRequest.Builder request = HttpRequest.newBuilder(
              gateway.baseUri().resolve("/v1/video/generations/" + ID))
          .header("Authorization", authorization.replace("KEY", gateway.apiKey()));

      assertThat(http.send(request).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
      "/v1/video/generations/asyntask%5FA, 200", "/v1/video/generations/%61syntask_A, 200",
      "/v1/video/gener%61tions/asyntask_A, 200", "/v1/video/generations/asyntask_A%2F, 404",
      "/v1/video/generations/asyntask%255FA, 404", "/v1/video/generations/asyntask+A, 404"
    })
    void any_encoding_of_the_path(String path, int status) throws Exception {
      gateway.accept(ID, TaskScript.succeeding());

      assertThat(
              http.get(URI.create(gateway.baseUri() + path), gateway.apiKey()).statusCode())
          .isEqualTo(status);
    }

    @Test
    void a_request_for_the_list_of_models() throws Exception {
      HttpResponse<String> response =
          http.get(gateway.baseUri().resolve("/v1/models"), gateway.apiKey());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .startsWith("{\"data\":[{\"id\":\"happyhorse-1.0-t2v\",\"object\":\"model\",")
          .contains("\"happyhorse-1.0-video-edit\"")
          .endsWith("],\"object\":\"list\",\"success\":true}");
      assertThat(http.get(gateway.baseUri().resolve("/v1/models"), "sk-wrong").statusCode())
          .isEqualTo(401);
    }
  }

  @Nested
  class A_script {
    @Test
    void advances_by_the_clock() throws Exception {
      gateway.accept(
          ID,
          TaskScript.succeeding()
              .notStarted(Duration.ofSeconds(4))
              .queued(Duration.ofSeconds(6))
              .running(Duration.ofSeconds(100)));

      assertThat(List.of(
              observedAfter(0),
              observedAfter(3),
              observedAfter(1),
              observedAfter(5),
              observedAfter(1),
              observedAfter(20),
              observedAfter(79),
              observedAfter(1),
              observedAfter(99_999)))
          .containsExactly(
              "NOT_START 0%",
              "NOT_START 0%",
              "QUEUED 20%",
              "QUEUED 20%",
              "IN_PROGRESS 50%",
              "IN_PROGRESS 60%",
              "IN_PROGRESS 90%",
              "SUCCESS 100%",
              "SUCCESS 100%");
    }

    @Test
    void advances_by_the_number_of_queries() throws Exception {
      gateway.accept(
          ID,
          TaskScript.failing("InvalidParameter", "Field required: input.prompt")
              .notStarted(Stay.queries(1))
              .queued(Stay.queries(2))
              .running(Stay.queries(2)));

      assertThat(List.of(
              observedAfter(0),
              observedAfter(0),
              observedAfter(0),
              observedAfter(0),
              observedAfter(0),
              observedAfter(0)))
          .containsExactly(
              "NOT_START 0%",
              "QUEUED 20%", "QUEUED 20%", "IN_PROGRESS 50%", "IN_PROGRESS 60%", "FAILURE 100%");
      assertThat(gateway.queries(ID)).isEqualTo(6);
    }

    @Test
    void reports_the_times_of_its_steps_and_not_of_the_queries() throws Exception {
      gateway.accept(
          ID,
          TaskScript.succeeding().queued(Duration.ofSeconds(4)).running(Duration.ofSeconds(95)));
      time.advance(Duration.ofHours(1));

      assertThat(http.query(ID.value()).body())
          .contains(
              "\"submit_time\":1777343862,\"start_time\":1777343866,\"finish_time\":1777343961");
    }

    @Test
    void refuses_invalid_values() {
      assertThatThrownBy(() -> TaskScript.succeeding().queued(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A task cannot stay in a state for PT-1S: use zero or more.");
      assertThatThrownBy(() -> TaskScript.succeeding().queued(Stay.queries(0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A state cannot last 0 queries: use 1 or more.");
    }
  }

  @Nested
  class A_response {
    @Test
    void has_the_fields_of_the_vendors_success_in_their_order() throws Exception {
      gateway.accept(ID, TaskScript.succeeding().running(Duration.ofSeconds(95)));
      time.advance(Duration.ofSeconds(95));

      assertThat(keys(http.query(ID.value()).body()))
          .containsExactly(
              "code",
              "message",
              "data",
              "task_id",
              "action",
              "status",
              "fail_reason",
              "result_url",
              "submit_time",
              "start_time",
              "finish_time",
              "progress",
              "request_id",
              "data",
              "output",
              "task_id",
              "task_status",
              "submit_time",
              "scheduled_time",
              "end_time",
              "orig_prompt",
              "video_url",
              "request_id",
              "usage",
              "SR",
              "duration",
              "input_video_duration",
              "output_video_duration",
              "ratio",
              "video_count");
    }

    @Test
    void has_the_fields_of_the_vendors_failure_in_their_order() throws Exception {
      gateway.accept(ID, TaskScript.failing("InvalidParameter", "Field required: input.prompt"));

      HttpResponse<String> response = http.query(ID.value());

      assertThat(keys(response.body()))
          .containsExactly(
              "code",
              "message",
              "data",
              "task_id",
              "action",
              "status",
              "fail_reason",
              "submit_time",
              "start_time",
              "finish_time",
              "progress",
              "request_id");
      assertThat(response.body())
          .contains(
              "\"fail_reason\":\"task failed, code: InvalidParameter, message: Field required: input.prompt\"")
          .contains("\"start_time\":0");
    }

    @Test
    void escapes_urls_like_the_gateways_encoder() throws Exception {
      gateway.accept(ID, TaskScript.succeeding());

      assertThat(http.query(ID.value()).body())
          .contains("\\u0026OSSAccessKeyId=")
          .doesNotContain("&");
    }

    @Test
    void has_the_date_of_the_clock_of_the_fake() throws Exception {
      gateway.accept(ID, TaskScript.succeeding());

      assertThat(http.query(ID.value()).headers().allValues("Date"))
          .containsExactly("Tue, 28 Apr 2026 02:37:42 GMT");
    }
  }

  @Nested
  class It_refuses {
    @Test
    void a_wrong_key() throws Exception {
      gateway.accept(ID, TaskScript.succeeding());

      HttpResponse<String> response =
          http.get(gateway.baseUri().resolve("/v1/video/generations/" + ID), "sk-wrong");

      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.body())
          .startsWith("{\"error\":{\"code\":\"\",\"message\":\"Invalid token (request id: ");
      assertThat(gateway.queries(ID)).isZero();
    }

    @Test
    void an_unknown_task() throws Exception {
      HttpResponse<String> response = http.query("asyntask_unknown");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .isEqualTo("{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}");
    }

    @Test
    void an_unknown_path_of_the_api() throws Exception {
      HttpResponse<String> response =
          http.get(gateway.baseUri().resolve("/v1/video/generation/x"), gateway.apiKey());

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body())
          .contains("\"message\":\"Invalid URL (GET /v1/video/generation/x)\"");
    }

    @Test
    void no_path_outside_the_api_but_returns_a_web_page() throws Exception {
      HttpResponse<String> response =
          http.get(gateway.baseUri().resolve("/elsewhere"), gateway.apiKey());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("text/html; charset=utf-8");
    }

    @Test
    void a_second_task_of_the_same_id() {
      gateway.accept(ID, TaskScript.succeeding());

      assertThatThrownBy(() -> gateway.accept(ID, TaskScript.succeeding()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Task asyntask_A exists already: use another id.");
    }
  }

  @Nested
  class The_video {
    @Test
    void is_served_on_another_origin_to_anyone_with_the_link() throws Exception {
      URI link = linkOfSuccess();

      HttpResponse<byte[]> response = http.fetch(link);

      assertThat(link.getAuthority()).isNotEqualTo(gateway.baseUri().getAuthority());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("video/mp4");
      assertThat(response.body()).hasSizeGreaterThan(10_000).hasSize((int)
          FakeVideo.sample().size());
      assertThat(new String(response.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    @Test
    void is_refused_if_the_request_contains_the_key() throws Exception {
      HttpResponse<byte[]> response =
          http.fetch(linkOfSuccess(), "Authorization", "Bearer " + gateway.apiKey());

      assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void expires_after_24_hours() throws Exception {
      URI link = linkOfSuccess();
      time.advance(Duration.ofHours(24));

      HttpResponse<byte[]> response = http.fetch(link);

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(new String(response.body(), StandardCharsets.UTF_8))
          .contains("Request has expired.");
    }

    @Test
    void is_not_served_for_a_guessed_link() throws Exception {
      URI link = linkOfSuccess();
      TaskId running = gateway.accept(TaskScript.succeeding().running(Duration.ofHours(1)));

      assertThat(http.fetch(link.resolve("/storage/asyntask_B_refiner.mp4")).statusCode())
          .isEqualTo(404);
      assertThat(
              http.fetch(link.resolve("/storage/" + running + "_refiner.mp4")).statusCode())
          .isEqualTo(404);
      assertThat(
              http.fetch(link.resolve(link.getPath() + "?Expires=9999999999")).statusCode())
          .isEqualTo(403);
    }

    private URI linkOfSuccess() throws Exception {
      gateway.accept(ID, TaskScript.succeeding());
      Matcher link = Pattern.compile("\"result_url\":\"([^\"]+)\"")
          .matcher(http.query(ID.value()).body());
      assertThat(link.find()).isTrue();
      return URI.create(link.group(1).replace("\\u0026", "&"));
    }
  }

  @Test
  void has_one_server_at_a_time_and_links_to_it() {
    InMemoryTaskQuery inMemory = InMemoryTaskQuery.on(time);
    TaskId id = inMemory.accept(TaskScript.succeeding());
    assertThat(inMemory.query(id).requireLink().reveal()).hasHost("storage.happyhorse.invalid");

    try (FakeHappyHorse server = FakeHappyHorse.start(inMemory)) {
      assertThat(inMemory.query(id).requireLink().reveal())
          .hasHost("localhost")
          .hasPort(server.baseUri().getPort());
      assertThatThrownBy(() -> FakeHappyHorse.start(inMemory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("This gateway already has a server at " + server.baseUri()
              + ": use it, or close it first.");
    }
    try (FakeHappyHorse next = FakeHappyHorse.start(inMemory)) {
      assertThat(inMemory.query(id).requireLink().reveal())
          .hasPort(next.baseUri().getPort());
    }
  }

  @Test
  void does_not_record_a_query_for_an_invalid_id() throws Exception {
    for (String id : List.of("", "a/b", gateway.apiKey())) {
      assertThat(http.query(id).statusCode()).isEqualTo(404);
    }
    assertThat(gateway.journal().unknownQueries()).isEmpty();
    assertThat(gateway.journal().entries()).isEmpty();
  }

  @Test
  void has_its_own_key_and_port() {
    try (FakeHappyHorse other = FakeHappyHorse.start(time)) {
      assertThat(other.baseUri()).isNotEqualTo(gateway.baseUri());
      assertThat(other.apiKey()).isNotEqualTo(gateway.apiKey());
    }
  }

  private String observedAfter(int seconds) throws Exception {
    time.advance(Duration.ofSeconds(seconds));
    String body = http.query(ID.value()).body();
    return valueOf("status", body) + " " + valueOf("progress", body);
  }

  private static String valueOf(String field, String body) {
    Matcher matcher = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(body);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static List<String> keys(String body) {
    return Pattern.compile("\"(\\w+)\":")
        .matcher(body)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
