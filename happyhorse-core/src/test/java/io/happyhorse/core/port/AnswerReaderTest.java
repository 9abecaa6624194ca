package io.happyhorse.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.KeyRefusedException;
import io.happyhorse.core.error.MalformedAnswerException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final URI ORIGIN = URI.create("https://gateway.example");
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:42Z");

  private final Map<String, String> headers = new HashMap<>();
  private @Nullable Object parsed = Map.of("code", "success", "data", Map.of("status", "QUEUED"));
  private final AnswerReader reader =
      new AnswerReader(ORIGIN, text -> text.replace("secret", "***"), body -> parsed);

  @Test
  void reads_an_observation_and_dates_it_by_the_answer() {
    headers.put("Date", "Tue, 28 Apr 2026 02:40:00 GMT");

    VideoTask task = read(200, "{}");

    assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
    assertThat(task.attempts()).isEqualTo(2);
    assertThat(task.observedAt()).isEqualTo(Instant.parse("2026-04-28T02:40:00Z"));
  }

  @Test
  void dates_an_answer_without_a_readable_date_by_the_callers_clock() {
    assertThat(read(200, "{}").observedAt()).isEqualTo(NOW);

    headers.put("Date", "yesterday");
    assertThat(read(200, "{}").observedAt()).isEqualTo(NOW);
  }

  @Test
  void keeps_the_text_of_an_end_only() {
    assertThat(read(200, "{text}").rawJson()).isNull();

    parsed = Map.of("code", "success", "data", Map.of("status", "FAILURE"));
    assertThat(read(200, "{text}").rawJson()).isEqualTo("{text}");
  }

  @Test
  void takes_the_first_link_that_is_one() {
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
  void says_what_is_wrong_with_an_answer() {
    assertMalformed("it is empty", " \n");
    assertMalformed("it is a web page", " <html>");
    assertMalformed("it is longer than 1 MiB", "x".repeat(HttpAnswer.MAX_BODY + 1));
    parsed = List.of();
    assertMalformed("its code is not success", "{}");
    parsed = Map.of("code", "success");
    assertMalformed("its data is not an object", "{}");
    parsed = Map.of("code", "success", "data", Map.of("task_id", "asyntask_B"));
    assertMalformed("it is about another task", "{}");
  }

  private void assertMalformed(String problem, String body) {
    assertThatThrownBy(() -> read(200, body))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageStartingWith("The gateway's answer cannot be used: " + problem + " (");
  }

  @Test
  void takes_whatever_the_parser_throws_for_not_JSON() {
    AnswerReader strict = new AnswerReader(ORIGIN, text -> text, body -> {
      throw new IOException("at column 1");
    });

    assertThatThrownBy(() -> strict.read(answer(200, "?"), ID, 1, NOW))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageStartingWith("The gateway's answer cannot be used: it is not JSON (");
    assertThat(catchThrowableOfType(
                QueryException.class, () -> strict.read(answer(404, "nothing here"), ID, 1, NOW))
            .problem())
        .isEqualTo("The gateway rejected the question");
  }

  @Test
  void tells_all_it_knows_without_the_key() {
    headers.put("Retry-After", "7");
    parsed = Map.of("error", Map.of("message", "no secret (request id: secret1)"));

    KeyRefusedException error =
        catchThrowableOfType(KeyRefusedException.class, () -> read(401, "{}"));

    assertThat(error.evidence().taskId()).isEqualTo(ID);
    assertThat(error.origin()).isEqualTo(ORIGIN);
    assertThat(error.httpStatus()).isEqualTo(401);
    assertThat(error.evidence().attempts()).isEqualTo(2);
    assertThat(error.evidence().excerpt()).isEqualTo("no ***");
    assertThat(error.evidence().requestId()).isEqualTo("***1");
    assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void prefers_the_request_id_of_the_header() {
    headers.put("X-Oneapi-Request-Id", "H");
    parsed = Map.of("message", "no (request id: B)");

    assertThat(catchThrowableOfType(QueryException.class, () -> read(500, "{}"))
            .evidence()
            .requestId())
        .isEqualTo("H");
  }

  @Test
  void takes_HTML_for_a_web_page_whatever_it_looks_like() {
    headers.put("Content-Type", "Text/HTML; charset=utf-8");

    MalformedAnswerException error =
        catchThrowableOfType(MalformedAnswerException.class, () -> read(200, "{}"));

    assertThat(error.isWebPage()).isTrue();
  }

  private VideoTask read(int status, String body) {
    return reader.read(answer(status, body), ID, 2, NOW);
  }

  private HttpAnswer answer(int status, String body) {
    return HttpAnswer.of(status, name -> headers.get(name), body.getBytes(StandardCharsets.UTF_8));
  }
}
