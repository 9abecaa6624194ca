package io.happyhorse.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.wire.GatewayErrorBody.Body;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class GatewayErrorBodyTest {
  private static final QueryDetails DETAILS = QueryDetails.of(TaskId.of("asyntask_A"));

  private record Row(GatewayErrorBody body, Class<? extends QueryException> error) {}

  static final List<Row> ROWS = List.of(
      row(400, Body.JSON, "task_not_exist", TaskNotFoundException.class),
      row(400, Body.JSON, "invalid_request", QueryRejectedException.class),
      row(400, Body.EMPTY, null, QueryRejectedException.class),
      row(401, Body.EMPTY, null, UnauthorizedException.class),
      row(403, Body.JSON, "access_denied", ForbiddenException.class),
      row(404, Body.EMPTY, null, TaskNotFoundException.class),
      row(404, Body.JSON, "task_not_exist", TaskNotFoundException.class),
      row(404, Body.JSON, null, TaskNotFoundException.class),
      row(404, Body.WEB_PAGE, null, WrongEndpointException.class),
      row(404, Body.OTHER, null, QueryRejectedException.class),
      row(407, Body.EMPTY, null, ProxyAuthenticationException.class),
      row(407, Body.WEB_PAGE, null, ProxyAuthenticationException.class),
      row(409, Body.JSON, "conflict", GatewayUnavailableException.class),
      row(408, Body.EMPTY, null, GatewayUnavailableException.class),
      row(425, Body.EMPTY, null, GatewayUnavailableException.class),
      row(421, Body.EMPTY, null, GatewayUnavailableException.class),
      row(423, Body.JSON, "locked", GatewayUnavailableException.class),
      row(499, Body.WEB_PAGE, null, GatewayUnavailableException.class),
      row(422, Body.JSON, null, QueryRejectedException.class),
      row(429, Body.EMPTY, null, RateLimitedException.class),
      row(301, Body.EMPTY, null, WrongEndpointException.class),
      row(308, Body.WEB_PAGE, null, WrongEndpointException.class),
      row(500, Body.JSON, "get_task_failed", GatewayUnavailableException.class),
      row(502, Body.WEB_PAGE, null, GatewayUnavailableException.class),
      row(524, Body.WEB_PAGE, null, GatewayUnavailableException.class),
      new Row(
          new GatewayErrorBody(404, Body.JSON, "", "Invalid URL (GET /v1/video/generation/x)"),
          WrongEndpointException.class));

  private static GatewayErrorBody read(int status, Object json) {
    return GatewayErrorBody.read(status, json, text -> Json.MISSING);
  }

  private static Row row(
      int status, Body body, @Nullable String code, Class<? extends QueryException> error) {
    return new Row(new GatewayErrorBody(status, body, code, null), error);
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void determines_the_error_together_with_the_status(Row row) {
    QueryException error = row.body().asError(DETAILS);

    assertThat(error).isExactlyInstanceOf(row.error());
    assertThat(error.details()).isSameAs(DETAILS);
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void is_transient_only_for_an_unavailable_gateway(Row row) {
    boolean isUnavailable = Stream.of(GatewayUnavailableException.class, RateLimitedException.class)
        .anyMatch(row.error()::equals);

    assertThat(row.body().asError(DETAILS).isTransient()).isEqualTo(isUnavailable);
  }

  @Test
  void reads_the_three_shapes_of_JSON() {
    assertThat(read(401, Map.of("error", Map.of("code", 7, "message", "no"))))
        .isEqualTo(new GatewayErrorBody(401, Body.JSON, "7", "no"));
    assertThat(read(400, Map.of("code", "task_not_exist", "message", "gone")))
        .isEqualTo(new GatewayErrorBody(400, Body.JSON, "task_not_exist", "gone"));
    assertThat(read(500, Map.of("success", false, "message", "no")))
        .isEqualTo(new GatewayErrorBody(500, Body.JSON, null, "no"));
    assertThat(read(500, List.of())).isEqualTo(new GatewayErrorBody(500, Body.JSON, null, null));
  }

  @Test
  void separates_the_request_id_from_the_message() {
    GatewayErrorBody body = read(401, Map.of("message", "Invalid token (request id: 2026A) "));

    assertThat(body.messageAlone()).isEqualTo("Invalid token");
    assertThat(body.requestId()).isEqualTo("2026A");
    assertThat(GatewayErrorBody.without(502, Body.WEB_PAGE).messageAlone()).isNull();
    assertThat(GatewayErrorBody.without(502, Body.WEB_PAGE).requestId()).isNull();
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
    "insufficient_user_quota, no, true",
    "insufficient_balance, no, true",
    "'', Insufficient Balance, true",
    "'', '用户余额不足, 剩余额度: ¥0.00', true",
    "'', 账户已欠费, true",
    "Arrearage, Access denied, true",
    "'', insufficient credits, true",
    "'', the load balancer limits requests, false",
    "'', load-balance limit, false",
    "'', 您已达到请求数限制：1分钟内最多请求60次, false"
  })
  void a_429_reports_a_used_up_quota_only_if_its_text_does(
      String code, String message, boolean isQuota) {
    QueryException error = new GatewayErrorBody(429, Body.JSON, code, message).asError(DETAILS);

    assertThat(error)
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            limited -> assertThat(limited.isQuotaExceeded()).isEqualTo(isQuota));
    assertThat(error.advice().contains("less often")).isEqualTo(!isQuota);
  }

  @Test
  void a_429_may_report_a_used_up_quota_in_plain_text() {
    QueryDetails details =
        new QueryDetails(TaskId.of("asyntask_A"), null, 429, null, 1, "quota exceeded", null);

    assertThat(GatewayErrorBody.without(429, Body.OTHER).asError(details).problem())
        .isEqualTo("The gateway reports that a quota is used up");
  }
}
