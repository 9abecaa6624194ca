package io.happyhorse.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.Refusal.Body;
import io.happyhorse.core.task.TaskId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
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
      row(404, Body.WEB_PAGE, null, WrongAddressException.class),
      row(404, Body.OTHER, null, QueryRejectedException.class),
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
}
