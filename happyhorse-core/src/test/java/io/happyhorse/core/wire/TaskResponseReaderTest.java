package io.happyhorse.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskResponseReaderTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final URI ORIGIN = URI.create("https://gateway.example");
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:42Z");

  /** The beginning of a JSON string that contains JSON itself. */
  private static final String INNER = "{inner";

  private final Map<String, String> headers = new HashMap<>();
  private @Nullable Object parsed = Map.of("code", "success", "data", Map.of("status", "QUEUED"));
  private @Nullable Object inner = "not parsed";
  private final TaskResponseReader reader =
      new TaskResponseReader(ORIGIN, text -> text.replace("secret", "***"), this::parse);

  private @Nullable Object parse(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).startsWith(INNER) ? inner : parsed;
  }

  @Test
  void reads_an_observation_and_dates_it_by_the_response() {
    headers.put("Date", "Tue, 28 Apr 2026 02:40:00 GMT");

    VideoTask task = read(200, "{}");

    assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
    assertThat(task.attempts()).isEqualTo(2);
    assertThat(task.observedAt()).isEqualTo(Instant.parse("2026-04-28T02:40:00Z"));
  }

  @Test
  void dates_a_response_without_a_readable_date_by_the_callers_clock() {
    assertThat(read(200, "{}").observedAt()).isEqualTo(NOW);

    headers.put("Date", "yesterday");
    assertThat(read(200, "{}").observedAt()).isEqualTo(NOW);
  }

  @Test
  void keeps_the_raw_text_only_of_a_final_status() {
    assertThat(read(200, "{text}").rawJson()).isNull();

    parsed = Map.of("code", "success", "data", Map.of("status", "FAILURE"));
    assertThat(read(200, "{text}").rawJson()).isEqualTo("{text}");
  }

  @Test
  void uses_the_first_valid_link() {
    assertThat(linkOf(Map.of("result_url", "https://h/1", "fail_reason", "https://h/3")))
        .isEqualTo("https://h/1");
    assertThat(linkOf(Map.of("result_url", "soon", "fail_reason", "https://h/3")))
        .isEqualTo("https://h/3");
    assertThat(linkOf(Map.of(
            "fail_reason",
            "https://h/3",
            "data",
            Map.of("output", Map.of("video_url", "https://h/2")))))
        .isEqualTo("https://h/2");
  }

  private String linkOf(Map<String, Object> members) {
    Map<String, Object> data = new HashMap<>(members);
    data.put("status", "SUCCESS");
    parsed = Map.of("code", "success", "data", data);
    return read(200, "{}").requireLink().reveal().toString();
  }

  @Test
  void reports_the_problem_of_a_malformed_response() {
    assertMalformed("it is empty", " \n");
    assertMalformed("it is a web page", " <html>");
    assertMalformed("it is longer than 1 MiB", "x".repeat(GatewayResponse.MAX_BODY + 1));
    parsed = List.of();
    assertMalformed("its code is not success", "{}");
    parsed = Map.of("code", "success");
    assertMalformed("its data is not an object", "{}");
    parsed = Map.of("code", "success", "data", Map.of("task_id", "asyntask_B"));
    assertMalformed("it is about another task", "{}");
  }

  private void assertMalformed(String problem, String body) {
    assertThatThrownBy(() -> read(200, body))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageStartingWith("The gateway's response is malformed: " + problem + " (");
  }

  @Test
  void reports_a_repeated_name_even_if_its_value_is_not_needed() {
    TaskResponseReader strict = new TaskResponseReader(ORIGIN, text -> text, body -> {
      throw new RepeatedNameException();
    });

    assertThatThrownBy(() -> strict.read(response(200, "{\"a\":1,\"a\":2}"), ID, 1, NOW))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageStartingWith(
            "The gateway's response is malformed: it repeats a name within a JSON object (");
    assertThat(catchThrowableOfType(
                QueryException.class,
                () -> strict.read(response(400, "{\"a\":1,\"a\":2}"), ID, 1, NOW))
            .problem())
        .isEqualTo("The gateway rejected the query");
  }

  @Test
  void treats_any_exception_of_the_parser_as_invalid_JSON() {
    TaskResponseReader strict = new TaskResponseReader(ORIGIN, text -> text, body -> {
      throw new IOException("at column 1");
    });

    assertThatThrownBy(() -> strict.read(response(200, "?"), ID, 1, NOW))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageStartingWith("The gateway's response is malformed: it is not JSON (");
    assertThat(catchThrowableOfType(
                QueryException.class, () -> strict.read(response(404, "nothing here"), ID, 1, NOW))
            .problem())
        .isEqualTo("The gateway rejected the query");
  }

  @Test
  void reports_all_details_without_the_key() {
    headers.put("Retry-After", "7");
    parsed = Map.of("error", Map.of("message", "no secret (request id: secret1)"));

    UnauthorizedException error =
        catchThrowableOfType(UnauthorizedException.class, () -> read(401, "{}"));

    assertThat(error.details().taskId()).isEqualTo(ID);
    assertThat(error.origin()).isEqualTo(ORIGIN);
    assertThat(error.httpStatus()).isEqualTo(401);
    assertThat(error.details().attempts()).isEqualTo(2);
    assertThat(error.details().excerpt()).isEqualTo("no ***");
    assertThat(error.details().requestId()).isEqualTo("***1");
    assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void prefers_the_request_id_of_the_header() {
    headers.put("X-Oneapi-Request-Id", "H");
    parsed = Map.of("message", "no (request id: B)");

    assertThat(catchThrowableOfType(QueryException.class, () -> read(500, "{}"))
            .details()
            .requestId())
        .isEqualTo("H");
  }

  @Nested
  class A_body_in_HTML {
    @ParameterizedTest
    @CsvSource({
      "'<!doctype html><html>', application/json",
      "'  <html>', ''",
      "'\uFEFF<html>', text/plain",
      "'Bad gateway', Text/HTML; charset=utf-8"
    })
    void is_a_web_page(String body, String contentType) {
      headers.put("Content-Type", contentType);

      MalformedResponseException error =
          catchThrowableOfType(MalformedResponseException.class, () -> read(200, body));

      assertThat(error.isWebPage()).isTrue();
      assertThat(error.problem())
          .isEqualTo("The gateway's response is malformed: it is a web page");
      assertThat(catchThrowableOfType(QueryException.class, () -> read(404, body)))
          .isInstanceOf(WrongEndpointException.class);
    }
  }

  @Nested
  class JSON_sent_as_HTML {
    @ParameterizedTest
    @ValueSource(strings = {"{}", " \n{}", "\uFEFF{}"})
    void is_read(String body) {
      headers.put("Content-Type", "text/html; charset=utf-8");

      assertThat(read(200, body).status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void does_not_indicate_a_wrong_endpoint() {
      headers.put("Content-Type", "text/html");
      parsed = Map.of("code", "task_not_exist");

      assertThat(catchThrowableOfType(QueryException.class, () -> read(404, "{}")))
          .isInstanceOf(TaskNotFoundException.class);
      assertThat(catchThrowableOfType(QueryException.class, () -> read(404, "[]")))
          .isInstanceOf(TaskNotFoundException.class);
    }

    @Test
    void may_be_empty() {
      headers.put("Content-Type", "text/html");

      assertMalformed("it is empty", "");
      assertThat(catchThrowableOfType(QueryException.class, () -> read(404, "")))
          .isInstanceOf(TaskNotFoundException.class);
    }
  }

  @Nested
  class A_compressed_body {
    @Test
    void is_read() {
      headers.put("Content-Encoding", "gzip");

      VideoTask task = reader.read(response(200, ContentCodingTest.gzip("{}")), ID, 2, NOW);

      assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void is_limited_by_its_length_after_decoding() {
      headers.put("Content-Encoding", "gzip");
      byte[] bomb = ContentCodingTest.gzip(" ".repeat(20 << 20));

      assertThat(bomb).hasSizeLessThan(GatewayResponse.MAX_BODY);
      assertThatThrownBy(() -> reader.read(response(200, bomb), ID, 2, NOW))
          .isInstanceOf(MalformedResponseException.class)
          .hasMessageContaining("it is longer than 1 MiB");
    }

    @Test
    void of_an_unknown_coding_is_reported_but_not_quoted() {
      headers.put("Content-Encoding", "br");
      byte[] binary = {(byte) 0x8b, 2, (byte) 0x80, 'a', 'b', 'c', 3};

      for (int status : new int[] {200, 404, 500}) {
        QueryException error = catchThrowableOfType(
            QueryException.class, () -> reader.read(response(status, binary), ID, 2, NOW));

        assertThat(error.details().excerpt()).isNull();
        assertThat(error).hasMessageNotContaining("abc");
      }
      assertThatThrownBy(() -> reader.read(response(200, binary), ID, 2, NOW))
          .isInstanceOf(MalformedResponseException.class)
          .hasMessage(
              "The gateway's response is malformed: it is encoded as br and cannot be decoded"
                  + " (task asyntask_A at https://gateway.example, HTTP 200, 2 attempts). Query again"
                  + " later; the task is not affected.");
    }
  }

  @Test
  void binary_bytes_are_not_quoted() {
    TaskResponseReader strict = new TaskResponseReader(ORIGIN, text -> text, body -> {
      throw new IOException("no JSON");
    });

    QueryException error = catchThrowableOfType(
        QueryException.class,
        () -> strict.read(response(200, new byte[] {'P', 'K', 3, 4, 0}), ID, 1, NOW));

    assertThat(error.details().excerpt()).isNull();
  }

  @Nested
  class A_flat_body {
    @ParameterizedTest
    @CsvSource({
      "queued, QUEUED",
      "in_progress, IN_PROGRESS",
      "processing, OTHER",
      "completed, SUCCESS",
      "succeeded, SUCCESS",
      "failed, FAILURE"
    })
    void is_an_observation(String word, TaskStatus status) {
      parsed = Map.of("id", "asyntask_A", "object", "video", "status", word, "progress", 37);

      VideoTask task = read(200, "{}");

      assertThat(task.status()).isEqualTo(status);
      assertThat(task.rawStatus()).isEqualTo(word);
      assertThat(task.progress().percent()).hasValue(37);
    }

    @ParameterizedTest
    @ValueSource(strings = {"video_url", "url", "result_url", "fail_reason"})
    void has_its_link_in_one_of_several_places(String name) {
      Map<String, String> body = new HashMap<>(Map.of("video_url", "soon", "url", ""));
      body.putAll(Map.of("task_id", "asyntask_A", "status", "completed", name, "https://h/v"));
      parsed = body;

      assertThat(read(200, "{}").requireLink().reveal()).hasToString("https://h/v");
    }

    @Test
    void has_its_reason_in_one_of_two_places() {
      parsed = Map.of("id", "asyntask_A", "status", "failed", "fail_reason", "task failed");
      assertThat(read(200, "{}").failure()).isEqualTo(new TaskFailure("task failed"));

      parsed = Map.of(
          "id",
          "asyntask_A",
          "status",
          "failed",
          "fail_reason",
          "",
          "error",
          Map.of("code", "DataInspectionFailed"));
      assertThat(read(200, "{}").failure())
          .isEqualTo(
              new TaskFailure("{\"code\":\"DataInspectionFailed\"}", "DataInspectionFailed", ""));

      parsed = Map.of("id", "asyntask_A", "status", "failed", "error", "boom");
      assertThat(read(200, "{}").failure()).isEqualTo(new TaskFailure("boom"));
    }

    @Test
    void must_be_about_the_queried_task() {
      parsed = Map.of("id", "asyntask_B", "status", "completed");
      assertMalformed("it is about another task", "{}");

      parsed = Map.of("id", 7, "task_id", "asyntask_A", "status", "queued");
      assertThat(read(200, "{}").status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void needs_an_id_and_a_status_without_code_and_data() {
      for (Map<String, ?> body : List.of(
          Map.of("status", "completed"),
          Map.of("id", "asyntask_A"),
          Map.of("id", "asyntask_A", "status", " "),
          Map.of("id", "asyntask_A", "status", "completed", "code", "error"),
          Map.of("id", "asyntask_A", "status", "completed", "data", Map.of()))) {
        parsed = body;
        assertMalformed("its code is not success", "{}");
      }
    }
  }

  @Nested
  class The_reason_of_a_failure {
    @Test
    void may_be_an_object() {
      Map<String, String> reason = new TreeMap<>(Map.of("code", "X", "message", "no secret"));

      assertThat(failure(reason))
          .isEqualTo(new TaskFailure("{\"code\":\"X\",\"message\":\"no ***\"}", "X", "no ***"));
    }

    @Test
    void is_that_of_the_upstream_if_the_gateway_reports_none() {
      Map<String, Object> data = new TreeMap<>(Map.of(
          "status",
          "FAILURE",
          "fail_reason",
          "",
          "data",
          Map.of("output", Map.of("code", "DataInspectionFailed", "message", "bad secret"))));

      parsed = Map.of("code", "success", "data", data);
      assertThat(read(200, "{}").failure())
          .isEqualTo(new TaskFailure("", "DataInspectionFailed", "bad ***"));
    }

    @Test
    void may_be_JSON_in_a_string() {
      inner = Map.of("code", 7, "message", "why");

      assertThat(failure(INNER)).isEqualTo(new TaskFailure(INNER, "7", "why"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "output"})
    void may_be_nested(String wrapper) {
      TaskFailure failure = failure(Map.of(wrapper, Map.of("code", "X", "message", "why")));

      assertThat(failure.code()).isEqualTo("X");
      assertThat(failure.message()).isEqualTo("why");
    }

    @Test
    void is_the_raw_text_if_it_has_no_known_form() {
      inner = "no object";

      assertThat(failure(INNER)).isEqualTo(new TaskFailure(INNER));
      assertThat(failure(List.of("a\"b", true, 0.5)))
          .isEqualTo(new TaskFailure("[\"a\\\"b\",true,0.5]", null, "a\"b"));
      assertThat(failure("task failed, code: X, message: why").code()).isEqualTo("X");
    }

    @Test
    void may_be_missing() {
      parsed = Map.of("code", "success", "data", Map.of("status", "FAILURE"));

      assertThat(read(200, "{}").failure()).isEqualTo(new TaskFailure(""));
    }

    private TaskFailure failure(Object reason) {
      parsed =
          Map.of("code", "success", "data", Map.of("status", "FAILURE", "fail_reason", reason));
      return Objects.requireNonNull(read(200, "{}").failure());
    }
  }

  @Nested
  class Bytes_that_are_not_UTF_8 {
    /** A parser that rejects them. */
    private final TaskResponseReader strict = new TaskResponseReader(ORIGIN, text -> text, body -> {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return parsed;
    });

    private final byte[] cut = {'{', (byte) 0xe7, (byte) 0x8c, '}'};

    @Test
    void are_tolerated_in_the_upstreams_report() {
      for (Object report : List.of(Map.of("output", Map.of("orig_prompt", "\uFFFD")), "\uFFFD")) {
        parsed = Map.of("code", "success", "data", Map.of("status", "QUEUED", "data", report));

        assertThat(strict.read(response(200, cut), ID, 1, NOW).status())
            .isEqualTo(TaskStatus.QUEUED);
      }
    }

    @Test
    void are_malformed_elsewhere() {
      for (Map<String, Object> body : List.<Map<String, Object>>of(
          Map.of("code", "success", "data", Map.of("status", "QUEUED\uFFFD")),
          Map.of("code", "success", "data", Map.of("status", "QUEUED", "\uFFFD", 1)),
          Map.of("code", "success", "data", Map.of("status", "QUEUED", "a", List.of("\uFFFD"))),
          Map.of(
              "code", "success", "data", Map.of("status", "QUEUED"), "x", Map.of("data", "\uFFFD")),
          Map.of("code", "success", "message", "\uFFFD", "data", Map.of("status", "QUEUED")))) {
        parsed = body;

        assertThatThrownBy(() -> strict.read(response(200, cut), ID, 1, NOW))
            .isInstanceOf(MalformedResponseException.class)
            .hasMessageContaining("it is not JSON");
      }
    }
  }

  @Nested
  class A_deferred_report {
    private int parsedReports;

    private Supplier<Object> report(String url) {
      return () -> {
        parsedReports++;
        return Map.of("output", Map.of("task_id", "U1", "video_url", url));
      };
    }

    private VideoTask read(String status, String url) {
      parsed = Map.of(
          "code",
          "success",
          "data",
          Map.of("status", status, "result_url", url, "data", report("https://h/2")));
      return TaskResponseReaderTest.this.read(200, "{}");
    }

    @Test
    void is_parsed_once_when_it_is_requested() {
      VideoTask task = read("SUCCESS", "https://h/1");
      VideoTask copy = task.toBuilder().build();

      assertThat(parsedReports).isZero();
      assertThat(Objects.requireNonNull(task.upstream()).taskId()).isEqualTo("U1");
      assertThat(copy.upstream()).isSameAs(task.upstream());
      assertThat(parsedReports).isEqualTo(1);
    }

    @Test
    void has_the_link_if_the_gateway_reports_none() {
      assertThat(read("SUCCESS", "").requireLink().reveal()).hasToString("https://h/2");
    }
  }

  private VideoTask read(int status, String body) {
    return reader.read(response(status, body), ID, 2, NOW);
  }

  private GatewayResponse response(int status, String body) {
    return response(status, body.getBytes(StandardCharsets.UTF_8));
  }

  private GatewayResponse response(int status, byte[] body) {
    return GatewayResponse.of(status, name -> headers.get(name), body);
  }
}
