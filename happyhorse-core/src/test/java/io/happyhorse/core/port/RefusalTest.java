package io.happyhorse.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.AccessForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.KeyRefusedException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WrongAddressException;
import io.happyhorse.core.port.Refusal.Body;
import io.happyhorse.core.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RefusalTest {
  private static final QueryEvidence EVIDENCE = QueryEvidence.of(TaskId.of("asyntask_A"));

  private record Row(Refusal refusal, Class<? extends QueryException> error) {}

  static final List<Row> ROWS = List.of(
      row(400, Body.JSON, "task_not_exist", TaskNotFoundException.class),
      row(400, Body.JSON, "invalid_request", QueryRejectedException.class),
      row(400, Body.EMPTY, null, QueryRejectedException.class),
      row(401, Body.EMPTY, null, KeyRefusedException.class),
      row(403, Body.JSON, "access_denied", AccessForbiddenException.class),
      row(404, Body.EMPTY, null, TaskNotFoundException.class),
      row(404, Body.JSON, "task_not_exist", TaskNotFoundException.class),
      row(404, Body.JSON, null, TaskNotFoundException.class),
      row(404, Body.WEB_PAGE, null, WrongAddressException.class),
      row(404, Body.OTHER, null, QueryRejectedException.class),
      row(407, Body.EMPTY, null, ProxyAuthenticationException.class),
      row(407, Body.WEB_PAGE, null, ProxyAuthenticationException.class),
      row(409, Body.JSON, "conflict", GatewayUnavailableException.class),
      row(408, Body.EMPTY, null, GatewayUnavailableException.class),
      row(425, Body.EMPTY, null, GatewayUnavailableException.class),
      row(422, Body.JSON, null, QueryRejectedException.class),
      row(429, Body.EMPTY, null, RateLimitedException.class),
      row(301, Body.EMPTY, null, WrongAddressException.class),
      row(308, Body.WEB_PAGE, null, WrongAddressException.class),
      row(500, Body.JSON, "get_task_failed", GatewayUnavailableException.class),
      row(502, Body.WEB_PAGE, null, GatewayUnavailableException.class),
      row(524, Body.WEB_PAGE, null, GatewayUnavailableException.class),
      new Row(
          new Refusal(404, Body.JSON, "", "Invalid URL (GET /v1/video/generation/x)"),
          WrongAddressException.class));

  private static Row row(
      int status, Body body, @Nullable String code, Class<? extends QueryException> error) {
    return new Row(new Refusal(status, body, code, null), error);
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void is_the_error_that_its_status_and_its_body_say(Row row) {
    QueryException error = row.refusal().asError(EVIDENCE);

    assertThat(error).isExactlyInstanceOf(row.error());
    assertThat(error.evidence()).isSameAs(EVIDENCE);
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void is_transient_only_for_a_gateway_in_trouble(Row row) {
    boolean inTrouble = Stream.of(GatewayUnavailableException.class, RateLimitedException.class)
        .anyMatch(row.error()::equals);

    assertThat(row.refusal().asError(EVIDENCE).isTransient()).isEqualTo(inTrouble);
  }

  @Test
  void reads_the_three_shapes_of_JSON() {
    assertThat(Refusal.read(401, Map.of("error", Map.of("code", 7, "message", "no"))))
        .isEqualTo(new Refusal(401, Body.JSON, "7", "no"));
    assertThat(Refusal.read(400, Map.of("code", "task_not_exist", "message", "gone")))
        .isEqualTo(new Refusal(400, Body.JSON, "task_not_exist", "gone"));
    assertThat(Refusal.read(500, Map.of("success", false, "message", "no")))
        .isEqualTo(new Refusal(500, Body.JSON, null, "no"));
    assertThat(Refusal.read(500, List.of())).isEqualTo(new Refusal(500, Body.JSON, null, null));
  }

  @Test
  void tells_the_request_id_apart_from_the_message() {
    Refusal refusal = Refusal.read(401, Map.of("message", "Invalid token (request id: 2026A) "));

    assertThat(refusal.messageAlone()).isEqualTo("Invalid token");
    assertThat(refusal.requestId()).isEqualTo("2026A");
    assertThat(Refusal.without(502, Body.WEB_PAGE).messageAlone()).isNull();
    assertThat(Refusal.without(502, Body.WEB_PAGE).requestId()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "insufficient_quota, no, true",
    "'', Allocated quota exceeded, true",
    "Throttling.AllocationQuota, 'Allocated quota exceeded, please increase your quota limit.', true",
    "'', 该令牌额度已用尽, true",
    "'', Quota exhausted, true",
    "Throttling.RateQuota, 'Requests rate limit exceeded, please try again later.', false",
    "rate_quota, slow down, false",
    "'', 您已达到请求数限制：1分钟内最多请求60次, false"
  })
  void a_429_is_a_used_up_quota_only_if_it_speaks_of_one(
      String code, String message, boolean isQuota) {
    QueryException error = new Refusal(429, Body.JSON, code, message).asError(EVIDENCE);

    assertThat(error)
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            limited -> assertThat(limited.isQuotaExceeded()).isEqualTo(isQuota));
    assertThat(error.advice().contains("rarely")).isEqualTo(!isQuota);
  }

  @Test
  void a_429_may_speak_of_a_quota_in_plain_text() {
    QueryEvidence evidence =
        new QueryEvidence(TaskId.of("asyntask_A"), null, 429, null, 1, "quota exceeded", null);

    assertThat(Refusal.without(429, Body.OTHER).asError(evidence).problem())
        .isEqualTo("The gateway says that a quota is used up");
  }
}
