package io.happyhorse.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitResponseReaderTest {
  private static final URI GATEWAY = URI.create("https://gateway.example");
  private static final Instant SENT = Instant.parse("2026-04-28T02:37:40Z");
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:42Z");
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final VideoRequest REQUEST = VideoRequest.textToVideo("A cat");

  private static final Map<String, Object> DOCUMENTED = Map.of(
      "id", "asyntask_A",
      "task_id", "asyntask_A",
      "object", "video",
      "model", "happyhorse-1.0-t2v",
      "status", "queued",
      "progress", 0L,
      "created_at", 1777343862L);

  /** Parsing belongs to the adapter; here the parsed body is given. */
  private static SubmittedTask read(int status, Object json) {
    return read(
        new GatewayResponse(status, "application/json", "R1", null, null, bytes(json.toString())),
        json);
  }

  private static SubmittedTask read(GatewayResponse response, Object json) {
    return new SubmitResponseReader(GATEWAY, text -> text.replace("sk-key", "***"), body -> {
          if (json instanceof String) {
            throw new IllegalArgumentException("not JSON");
          }
          return json;
        })
        .read(response, REQUEST, SENT, 1, NOW);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("the documented body", DOCUMENTED),
        Arguments.of("an empty status", Map.of("task_id", "asyntask_A", "status", "")),
        Arguments.of("only an id", Map.of("id", "asyntask_A")),
        Arguments.of("in data", Map.of("code", "success", "data", Map.of("task_id", "asyntask_A"))),
        Arguments.of(
            "a numeric id beside it", Map.of("data", Map.of("id", 7, "task_id", "asyntask_A"))),
        Arguments.of("id in data", Map.of("data", Map.of("id", "asyntask_A"))),
        Arguments.of("bare data", Map.of("code", "success", "data", " asyntask_A ")),
        Arguments.of(
            "task_id takes precedence over another id",
            Map.of("id", "video_1", "task_id", "asyntask_A")),
        Arguments.of(
            "an id beside an error object",
            Map.of("id", "asyntask_A", "error", Map.of("code", "x", "message", "y"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void a_2xx_with_an_id_is_a_task(String name, Object body) {
    assertThat(read(200, body)).isEqualTo(new SubmittedTask(ID, GATEWAY, NOW, "t2v/1080P/5s"));
    assertThat(read(202, body).id()).isEqualTo(ID);
  }

  @Test
  void the_time_of_submission_is_the_date_of_the_response() {
    Instant date = NOW.minusSeconds(9);
    GatewayResponse response = new GatewayResponse(200, "", null, null, date, bytes("{}"));

    assertThat(read(response, DOCUMENTED).submittedAt()).isEqualTo(date);
  }

  static Stream<Arguments> refused() {
    Map<String, Object> error = Map.of("error", Map.of("code", "c", "message", "m"));
    return Stream.of(
        Arguments.of(200, error),
        Arguments.of(201, error),
        Arguments.of(302, ""),
        Arguments.of(307, DOCUMENTED),
        Arguments.of(400, Map.of("code", "fail_to_fetch_task", "message", "m")),
        Arguments.of(401, error),
        Arguments.of(403, error),
        Arguments.of(404, "<html>"),
        Arguments.of(407, ""),
        Arguments.of(409, DOCUMENTED),
        Arguments.of(429, ""),
        Arguments.of(503, Map.of("error", Map.of("code", "model_not_found"))),
        Arguments.of(503, Map.of("message", "model_not_found: no channel")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_body_that_reports_a_refusal_is_refused(int status, Object body) {
    assertThatThrownBy(() -> read(status, body)).isInstanceOf(SubmissionRefusedException.class);
  }

  static Stream<Arguments> unknown() {
    return Stream.of(
        Arguments.of(200, ""),
        Arguments.of(200, "<html>"),
        Arguments.of(200, "{\"id\":\"asynt"),
        Arguments.of(204, ""),
        Arguments.of(200, Map.of()),
        Arguments.of(200, Map.of("id", 7)),
        Arguments.of(200, Map.of("id", "not an id", "error", Map.of("message", "m"))),
        Arguments.of(200, Map.of("code", "c", "message", "m")),
        Arguments.of(200, Map.of("error", "m")),
        Arguments.of(200, Map.of("error", Map.of(), "status", "queued")),
        Arguments.of(200, Map.of("error", Map.of("code", "", "message", " "))),
        Arguments.of(200, Map.of("code", "fail", "message", "m", "data", "asyntask_A")),
        Arguments.of(199, DOCUMENTED),
        Arguments.of(408, ""),
        Arguments.of(499, ""),
        Arguments.of(500, Map.of("error", Map.of("code", "c", "message", "m"))),
        Arguments.of(500, DOCUMENTED),
        Arguments.of(502, "<html>"),
        Arguments.of(503, ""),
        Arguments.of(503, Map.of("error", Map.of("code", "busy", "message", "m"))),
        Arguments.of(503, "model_not_found"),
        Arguments.of(500, Map.of("error", Map.of("code", "model_not_found"))),
        Arguments.of(599, ""),
        Arguments.of(600, ""));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void any_other_response_is_unknown(int status, Object body) {
    assertThatThrownBy(() -> read(status, body)).isInstanceOf(SubmissionUnknownException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd"})
  void a_body_that_cannot_be_decoded_is_unknown(String coding) {
    GatewayResponse response = new GatewayResponse(200, "", null, null, null, coding, bytes("{}"));

    assertThatThrownBy(() -> read(response, DOCUMENTED))
        .isInstanceOf(SubmissionUnknownException.class)
        .hasMessageContaining("the response cannot be read");
  }

  @Test
  void an_id_is_read_even_if_other_text_is_invalid_UTF_8() {
    byte[] cut = {'{', (byte) 0xe7, (byte) 0x8c, '}'};
    SubmitResponseReader strict = new SubmitResponseReader(GATEWAY, text -> text, body -> {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return DOCUMENTED;
    });

    assertThat(strict
            .read(new GatewayResponse(200, "", null, null, null, cut), REQUEST, SENT, 1, NOW)
            .id())
        .isEqualTo(ID);
  }

  @Nested
  class Errors {
    @Test
    void a_refusal_contains_code_and_message() {
      GatewayResponse response = new GatewayResponse(403, "", null, "9", NOW, bytes("{}"));

      assertThatThrownBy(() -> read(
              response,
              Map.of(
                  "error",
                  Map.of(
                      "code", "insufficient_user_quota",
                      "message", "no money for sk-key (request id: R2)"))))
          .asInstanceOf(InstanceOfAssertFactories.type(SubmissionRefusedException.class))
          .satisfies(error -> {
            assertThat(error.code()).isEqualTo("insufficient_user_quota");
            assertThat(error.reason()).isEqualTo("no money for ***");
            assertThat(error.httpStatus()).isEqualTo(403);
            assertThat(error.requestId()).isEqualTo("R2");
            assertThat(error.requestDigest()).isEqualTo(REQUEST.digest());
            assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(9));
            assertThat(error.isTransient()).isFalse();
            assertThat(error)
                .hasMessageStartingWith(
                    "The gateway refused the request: insufficient_user_quota: no money for ***")
                .hasMessageContaining("No task was created and nothing was charged.")
                .hasMessageNotContaining("response: ");
            assertThat(error.details().excerpt()).isEqualTo("{}");
          });
    }

    @Test
    void an_unknown_outcome_explains_what_to_check() {
      assertThatThrownBy(() -> read(502, "<html>"))
          .hasMessage(
              "It is unknown whether the task was created: the gateway responded with HTTP 502 (request "
                  + REQUEST.digest().substring(0, 12)
                  + " to https://gateway.example at 2026-04-28T02:37:40Z, HTTP 502, request id R1, 1 attempt, response: <html>)."
                  + " Do not submit it again before checking the gateway's console, task list or bill for a task created at about"
                  + " 2026-04-28T02:37:40Z, or asking its support about the request id R1. If there is one, it may be charged:"
                  + " watch it by its id.")
          .asInstanceOf(InstanceOfAssertFactories.type(SubmitException.class))
          .satisfies(error -> {
            assertThat(error.at()).isEqualTo(SENT);
            assertThat(error.requestId()).isEqualTo("R1");
            assertThat(error.requestDigest()).isEqualTo(REQUEST.digest());
            assertThat(error.origin()).isEqualTo(GATEWAY);
            assertThat(error.taskId()).isNull();
            assertThat(error.isTransient()).isFalse();
          });
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void the_error_of_a_busy_gateway_is_transient(int status) {
      assertThatThrownBy(() -> read(status, Map.of("error", Map.of("code", "model_not_found"))))
          .isInstanceOfSatisfying(
              SubmitException.class, error -> assertThat(error.isTransient()).isTrue());
    }
  }
}
