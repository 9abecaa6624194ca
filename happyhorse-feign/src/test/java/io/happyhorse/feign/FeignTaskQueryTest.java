package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeignTaskQueryTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String KEY = "sk-secret";
  private static final String HTML = "<!doctype html><html><body>nginx</body></html>";
  private static final String QUEUED = """
      {"code":"success","message":"","data":{"task_id":"asyntask_A","status":"QUEUED","progress":"20%"}}""";

  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final CannedGateway gateway = new CannedGateway();
  private final FeignTaskQuery tasks = builder().build();

  private FeignTaskQueryBuilder builder() {
    return local(FeignTaskQuery.builder(KEY));
  }

  private FeignTaskQueryBuilder local(FeignTaskQueryBuilder builder) {
    return builder.baseUrl(gateway.url()).time(time);
  }

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  @Nested
  class A_request {
    @Test
    void has_the_key_and_the_documented_path() {
      gateway.json(200, QUEUED);

      VideoTask task = tasks.query(ID);

      assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
      assertThat(task.rawJson()).isNull();
      assertThat(gateway.paths).containsExactly("/v1/video/generations/asyntask_A");
      assertThat(gateway.headers.get(0).get("Authorization")).containsExactly("Bearer " + KEY);
      assertThat(gateway.headers.get(0).getFirst("User-Agent"))
          .matches("happyhorse-java/\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
      assertThat(gateway.headers.get(0).get("Accept-Encoding")).containsExactly("identity");
      assertThat(gateway.headers.get(0)).doesNotContainKey("Upgrade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/gateway", "/gateway/"})
    void is_relative_to_the_base_url_with_or_without_a_slash(String prefix) {
      gateway.json(200, QUEUED);

      builder().baseUrl(gateway.url() + prefix).build().query(ID);

      assertThat(gateway.paths)
          .containsExactly(prefix.replaceAll("/$", "") + "/v1/video/generations/asyntask_A");
    }

    @Test
    void accepts_a_key_with_braces_and_surrounding_blanks() {
      gateway.json(200, QUEUED);

      local(FeignTaskQuery.builder(" sk-{a}%7B\n")).build().query(ID);

      assertThat(gateway.headers.get(0).get("Authorization")).containsExactly("Bearer sk-{a}%7B");
    }

    @Test
    void accepts_a_key_after_a_byte_order_mark() {
      gateway.json(200, QUEUED);

      local(FeignTaskQuery.builder("\uFEFFsk-x\r\n")).build().query(ID);

      assertThat(gateway.headers.get(0).get("Authorization")).containsExactly("Bearer sk-x");
    }
  }

  @Nested
  class A_response {
    @Test
    void may_have_its_link_in_several_places() {
      assertThat(
              linkOf(
                  "\"result_url\":\"\",\"data\":{\"output\":{\"video_url\":\"https://h/inner?a=1\\u0026b=%2B\"}}"))
          .isEqualTo("https://h/inner?a=1&b=%2B");
      assertThat(linkOf("\"fail_reason\":\"https://h/old\"")).isEqualTo("https://h/old");
      assertThat(linkOf("\"fail_reason\":\"https://h/old\",\"result_url\":\"https://h/new\""))
          .isEqualTo("https://h/new");
    }

    private String linkOf(String fields) {
      try (CannedGateway other = new CannedGateway()) {
        other.json(200, "{\"code\":\"success\",\"data\":{\"status\":\"SUCCESS\"," + fields + "}}");
        return builder()
            .baseUrl(other.url())
            .build()
            .query(ID)
            .requireLink()
            .reveal()
            .toString();
      }
    }

    @Test
    void may_have_unexpected_types_where_nothing_depends_on_them() {
      gateway.json(200, """
          {"code":"success","data":{"task_id":null,"status":" in_progress ","progress":37,"action":7,
           "submit_time":"1777343862","start_time":1777343866900,"finish_time":null,"id":7,"data":"busy"}}""");

      VideoTask task = tasks.query(ID);

      assertThat(task.status()).isEqualTo(TaskStatus.IN_PROGRESS);
      assertThat(task.progress().percent()).hasValue(37);
      assertThat(task.timeline().submittedAt()).isEqualTo(Instant.ofEpochSecond(1_777_343_862));
      assertThat(task.timeline().startedAt()).isEqualTo(Instant.ofEpochMilli(1_777_343_866_900L));
      assertThat(task.timeline().finishedAt()).isNull();
      assertThat(task.upstream()).isNull();
    }
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("", "it is empty"),
        Arguments.of("{\"code\":\"success\",\"data\":{\"task", "it is not JSON"),
        Arguments.of("[]", "its code is not success"),
        Arguments.of("null", "its code is not success"),
        Arguments.of("{\"code\":\"success\",\"data\":null}", "its data is not an object"),
        Arguments.of("{\"code\":\"success\",\"data\":[]}", "its data is not an object"),
        Arguments.of("{\"code\":\"error\",\"data\":{}}", "its code is not success"),
        Arguments.of(
            "{\"code\":\"success\",\"data\":{\"task_id\":\"asyntask_B\",\"status\":\"SUCCESS\"}}",
            "it is about another task"),
        Arguments.of(
            "{\"unread\":{\"a\":1,\"a\":1},\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}",
            "it repeats a name within a JSON object"),
        Arguments.of("{\"a\":".repeat(1_000), "it is not JSON"),
        Arguments.of(" ".repeat(2 << 20), "it is longer than 1 MiB"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("malformed")
  void a_response_without_an_observation_is_malformed_and_not_retried(String body, String problem) {
    gateway.json(200, body);

    assertThatThrownBy(() -> tasks.query(ID))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageStartingWith("The gateway's response is malformed: " + problem
            + " (task asyntask_A at " + gateway.url() + ", HTTP 200, 1 attempt");
  }

  @Test
  void a_web_page_is_malformed() {
    gateway.responds(200, Map.of("Content-Type", "text/html"), HTML);

    MalformedResponseException error =
        catchThrowableOfType(MalformedResponseException.class, () -> tasks.query(ID));

    assertThat(error.isWebPage()).isTrue();
    assertThat(error.isTransient()).isTrue();
  }

  static Stream<Arguments> refusals() {
    String invalidToken = """
        {"error":{"code":"","message":"Invalid token (request id: 20260428023742441081000FMrSbjcs)","type":"new_api_error"}}""";
    return Stream.of(
        Arguments.of(401, invalidToken, UnauthorizedException.class, 1),
        Arguments.of(
            403,
            "{\"error\":{\"code\":\"access_denied\",\"message\":\"no\"}}",
            ForbiddenException.class,
            1),
        Arguments.of(
            400,
            "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}",
            TaskNotFoundException.class,
            1),
        Arguments.of(400, "{\"code\":\"other\"}", QueryRejectedException.class, 1),
        Arguments.of(404, "", TaskNotFoundException.class, 1),
        Arguments.of(404, " \n", TaskNotFoundException.class, 1),
        Arguments.of(404, "{\"code\":\"x\",\"message\":\"none\"}", TaskNotFoundException.class, 1),
        Arguments.of(
            404,
            "{\"error\":{\"message\":\"Invalid URL (GET /v1/x)\"}}",
            WrongEndpointException.class,
            1),
        Arguments.of(404, HTML, WrongEndpointException.class, 1),
        Arguments.of(404, "page not found", QueryRejectedException.class, 1),
        Arguments.of(418, "", QueryRejectedException.class, 1),
        Arguments.of(302, "", WrongEndpointException.class, 1),
        Arguments.of(408, "", GatewayUnavailableException.class, 3),
        Arguments.of(407, "", ProxyAuthenticationException.class, 1),
        Arguments.of(409, "", GatewayUnavailableException.class, 3),
        Arguments.of(425, "", GatewayUnavailableException.class, 3),
        Arguments.of(429, "", RateLimitedException.class, 3),
        Arguments.of(
            429,
            "{\"error\":{\"message\":\"Allocated quota exceeded\"}}",
            RateLimitedException.class,
            1),
        Arguments.of(
            500,
            "{\"code\":\"get_task_failed\",\"message\":\"db\",\"data\":null}",
            GatewayUnavailableException.class,
            3),
        Arguments.of(502, HTML, GatewayUnavailableException.class, 3),
        Arguments.of(524, HTML, GatewayUnavailableException.class, 3));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("refusals")
  void a_refusal_has_its_own_error_and_some_are_retried(
      int status, String body, Class<? extends QueryException> error, int attempts) {
    gateway.json(status, body);

    QueryException refusal = catchThrowableOfType(error, () -> tasks.query(ID));

    assertThat(refusal).isExactlyInstanceOf(error);
    assertThat(refusal.httpStatus()).isEqualTo(status);
    assertThat(refusal.origin()).hasToString(gateway.url());
    assertThat(refusal.details().attempts()).isEqualTo(attempts);
    assertThat(gateway.paths).hasSize(attempts);
  }

  @Test
  void a_refusal_has_the_gateways_message_without_the_key() {
    gateway.json(
        401,
        "{\"error\":{\"message\":\"Invalid token sk-abc***xyz, sk-secret\\n(request id: R1)\",\"type\":\"new_api_error\"}}");

    UnauthorizedException error =
        catchThrowableOfType(UnauthorizedException.class, () -> tasks.query(ID));

    assertThat(error.details().excerpt()).isEqualTo("Invalid token ***, ***");
    assertThat(error.details().requestId()).isEqualTo("R1");
    assertThat(error).hasMessageNotContaining("sk-").hasMessageContaining("request id R1");
  }

  @Test
  void an_excerpt_of_a_response_is_one_short_line_without_secrets() {
    gateway.json(
        200,
        "{\"code\":\"two\\nlines " + KEY + " https://h/v.mp4?Signature=secret " + "x".repeat(9_999)
            + "\"}");

    MalformedResponseException error =
        catchThrowableOfType(MalformedResponseException.class, () -> tasks.query(ID));

    assertThat(error)
        .hasMessageStartingWith("The gateway's response is malformed: its code is not success")
        .hasMessageContaining("response: {\"code\":\"two\\nlines *** https://h/v.mp4?...")
        .hasMessageNotContaining("secret");
    assertThat(error.getMessage()).hasSizeLessThan(900);
  }

  @Test
  void a_finish_time_may_be_the_latest_instant() {
    gateway.json(200, """
        {"code":"success","data":{"status":"SUCCESS","finish_time":31556889864403199,"result_url":"https://h/v.mp4"}}""");

    assertThat(tasks.query(ID).link()).isNotNull();
  }

  @Test
  void the_header_takes_precedence_for_the_request_id() {
    gateway.responds(
        500,
        Map.of("X-Oneapi-Request-Id", "R2"),
        "{\"error\":{\"message\":\"Panic (request id: R1)\"}}");

    assertThatThrownBy(() -> tasks.query(ID)).hasMessageContaining("request id R2");
  }

  @Nested
  class Another_try {
    @Test
    void follows_a_temporary_error_and_is_counted() {
      gateway.json(503, "").json(500, "").json(200, QUEUED);

      assertThat(tasks.query(ID).attempts()).isEqualTo(3);
    }

    @Test
    void follows_a_pause_of_at_most_half_a_second_and_then_one_second() {
      gateway.json(500, "");
      Instant before = time.instant();

      assertThatThrownBy(() -> tasks.query(ID)).isInstanceOf(GatewayUnavailableException.class);

      assertThat(Duration.between(before, time.instant()))
          .isBetween(Duration.ofNanos(1), Duration.ofMillis(1_500));
    }

    @Test
    void waits_for_a_short_Retry_After() {
      gateway.responds(429, Map.of("Retry-After", "2"), "").json(200, QUEUED);
      Instant before = time.instant();

      assertThat(tasks.query(ID).attempts()).isEqualTo(2);
      assertThat(Duration.between(before, time.instant())).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void is_left_to_the_caller_after_a_long_Retry_After() {
      gateway.responds(503, Map.of("Retry-After", "3"), "");

      GatewayUnavailableException error =
          catchThrowableOfType(GatewayUnavailableException.class, () -> tasks.query(ID));

      assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(3));
      assertThat(error.details().attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "soon", "Mon, 27 Apr 2026 02:37:45 GMT"})
    void follows_a_Retry_After_that_is_unreadable_or_in_the_past(String retryAfter) {
      gateway.responds(503, Map.of("Retry-After", retryAfter), "").json(200, QUEUED);

      assertThat(tasks.query(ID).attempts()).isEqualTo(2);
    }

    @Test
    void is_not_made_if_the_pause_exceeds_the_remaining_time() {
      gateway.responds(429, Map.of("Retry-After", "2"), "");

      assertThatThrownBy(() -> tasks.query(ID, Duration.ofSeconds(2)))
          .isInstanceOf(RateLimitedException.class);
      assertThat(gateway.paths).hasSize(1);
    }
  }

  @Nested
  class No_response {
    @Test
    void from_a_closed_port_is_a_network_error() {
      gateway.close();

      assertThatThrownBy(() -> tasks.query(ID))
          .isInstanceOf(NetworkException.class)
          .hasMessageStartingWith("No response from the gateway: no connection to the host (")
          .hasMessageContaining("task asyntask_A at " + gateway.url() + ", 3 attempts");
    }

    @Test
    void from_a_host_whose_name_is_unknown_is_a_network_error() {
      String tooLongForAnyResolver = "a".repeat(64) + ".invalid";
      assertThatThrownBy(() -> builder()
              .baseUrl("http://" + tooLongForAnyResolver)
              .build()
              .query(ID, Duration.ofSeconds(5)))
          .isInstanceOf(NetworkException.class)
          .hasMessageStartingWith("No response from the gateway: the host's name is not known");
    }

    @Test
    void that_is_complete_within_the_time_limit_is_a_network_error() {
      gateway.stalls(QUEUED);

      assertThatThrownBy(
              () -> builder().readTimeout(Duration.ofMillis(200)).build().query(ID))
          .isInstanceOf(NetworkException.class)
          .hasMessageStartingWith(
              "No response from the gateway: no complete response within 200 ms");
    }

    @Test
    void is_not_awaited_beyond_the_time_limit_even_if_its_headers_are_late() {
      gateway.stallsAfter(Duration.ofMillis(3_800), QUEUED);
      long start = System.nanoTime();

      assertThatThrownBy(() -> tasks.query(ID, Duration.ofSeconds(4)))
          .isInstanceOf(NetworkException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(7_700));
    }

    @Test
    void is_not_awaited_by_an_interrupted_thread() {
      gateway.stalls(QUEUED);
      Thread caller = Thread.currentThread();
      gateway.onRequest(caller::interrupt);

      assertThatThrownBy(() -> tasks.query(ID)).isInstanceOf(QueryInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(gateway.paths).hasSize(1);
    }

    @Test
    void is_not_requested_by_an_interrupted_thread() {
      gateway.json(200, QUEUED);
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> tasks.query(ID)).isInstanceOf(QueryInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(gateway.paths).isEmpty();
    }

    @Test
    void is_not_repeated_by_a_thread_that_was_interrupted_after_the_first_try() {
      gateway.json(503, "{}");
      QueryObservation interrupting = new QueryObservation() {
        @Override
        public void retried(QueryException error, Duration pause) {
          Thread.currentThread().interrupt();
        }
      };

      assertThatThrownBy(() -> builder().observer(id -> interrupting).build().query(ID))
          .isInstanceOfSatisfying(
              QueryInterruptedException.class,
              error -> assertThat(error.details().attempts()).isEqualTo(1));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(gateway.paths).hasSize(1);
    }
  }

  @Nested
  class Settings {
    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void require_a_key(String key) {
      assertThatThrownBy(() -> local(FeignTaskQuery.builder(key)).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "The API key is missing: pass the key of your gateway account, for example from the environment"
                  + " variable HAPPYHORSE_API_KEY.");
      assertThatThrownBy(() -> FeignTaskQuery.builder((String) null).build())
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer sk-secret", "sk-sec\nret", "sk-sécret"})
    void refuse_an_invalid_key_without_showing_it(String key) {
      assertThatThrownBy(() -> local(FeignTaskQuery.builder(key)).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(the key is not shown here)")
          .hasMessageNotContaining("sk-");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ftp://h",
          "www.anyfast.com.cn",
          "https://",
          "https:///v1",
          "/v1",
          "http://a b",
          "http://h:99999",
          "http://h:0"
        })
    void refuse_an_invalid_base_url_and_quote_it(String url) {
      assertThatThrownBy(() -> builder().baseUrl(url).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "'" + url + "' cannot be the base URL: use an absolute http or https URL such as"
                  + " https://www.anyfast.com.cn.");
    }

    @ParameterizedTest
    @CsvSource({
      "https://user:secret@h, ...h",
      "https://us:ge/secret@h q, ...h q",
      "https://h/?key=secret, https://h/...",
      "https://h/#secret, https://h/...",
      "user:secret@h, ...h",
      "ftp://u:secret@h/?t=secret, ...h/...",
      "sk-secret, ..."
    })
    void refuse_secrets_in_a_base_url_without_showing_them(String url, String shown) {
      assertThatThrownBy(() -> builder().baseUrl(url).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("'" + shown + "' cannot be the base URL: ")
          .hasNoCause();
    }

    @Test
    void refuse_a_blank_base_url_and_timeouts_of_zero_or_less() {
      assertThatThrownBy(() -> builder().baseUrl(" ").build())
          .hasMessageStartingWith("The base URL is blank: use an absolute");
      assertThatThrownBy(() -> builder().readTimeout(Duration.ZERO))
          .hasMessage("The read timeout must be more than zero and at most 1 hour, not PT0S.");
      assertThatThrownBy(() -> builder().connectTimeout(Duration.ofSeconds(-1)))
          .hasMessage("The connect timeout must be more than zero and at most 1 hour, not PT-1S.");
      assertThatThrownBy(() -> tasks.query(ID, Duration.ZERO))
          .hasMessage("The time limit of a query must be more than zero, not PT0S.");
    }

    @Test
    void default_to_the_vendors_URL_and_show_no_key() {
      FeignTaskQuery vendor = FeignTaskQuery.builder(KEY).build();

      assertThat(vendor.origin()).hasToString("https://www.anyfast.com.cn");
      assertThat(vendor).hasToString("FeignTaskQuery[https://www.anyfast.com.cn]");
    }
  }
}
