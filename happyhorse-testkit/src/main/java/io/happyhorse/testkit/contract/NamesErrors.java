package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static io.happyhorse.testkit.contract.ContractFixture.START;
import static io.happyhorse.testkit.contract.ContractFixture.body;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports each error of a query with its type, the task, the gateway and an excerpt of the response. */
interface NamesErrors extends PortTests {
  @Test
  default void rejects_the_response_for_another_task() {
    fixture().assertError(MalformedResponseException.class, GatewayQuirks.anotherTask());
  }

  @Test
  default void reports_a_refused_key() {
    fixture().assertError(UnauthorizedException.class, GatewayErrors.unauthorized());
    fixture().assertError(UnauthorizedException.class, GatewayErrors.unauthorizedAsDocumented());
    fixture()
        .assertError(
            UnauthorizedException.class,
            GatewayErrors.dashboardError(401, "AUTH_UNAUTHORIZED", "no such key"));
    fixture().assertError(UnauthorizedException.class, Fault.status(401));
  }

  @Test
  default void reports_a_wrong_key() {
    fixture().gateway().accept(ID, TaskScript.succeeding());

    assertThrows(
        UnauthorizedException.class,
        () -> fixture().connect(fixture().gateway().baseUri(), "sk-wrong").query(ID));
  }

  @Test
  default void reports_forbidden_access() {
    fixture().assertError(ForbiddenException.class, GatewayErrors.forbidden());
  }

  @Test
  default void reports_an_unknown_task() {
    fixture().assertError(TaskNotFoundException.class, GatewayErrors.taskNotFound());
    fixture().assertError(TaskNotFoundException.class, Fault.status(404));
    fixture()
        .assertError(
            TaskNotFoundException.class,
            GatewayErrors.taskError(404, "task_not_exist", "task_not_exist"));
  }

  @Test
  default void reports_a_wrong_endpoint() {
    fixture().assertError(WrongEndpointException.class, GatewayErrors.invalidUrl());
    fixture()
        .assertError(
            WrongEndpointException.class,
            Fault.response(404, "text/html", "<html>Not found</html>"));
  }

  @Test
  default void reports_a_rejected_query() {
    fixture().assertError(QueryRejectedException.class, Fault.status(422));
    fixture()
        .assertError(
            QueryRejectedException.class, GatewayErrors.taskError(400, "invalid_request", "no"));
  }

  @Test
  default void reports_too_many_requests() {
    fixture().assertError(RateLimitedException.class, GatewayErrors.tooManyRequests());
    fixture().assertError(RateLimitedException.class, GatewayErrors.error(429, "您已达到请求数限制"));
  }

  @Test
  default void reports_an_exhausted_quota() {
    RateLimitedException error = fixture()
        .assertError(
            RateLimitedException.class, GatewayErrors.error(429, "Allocated quota exceeded"));

    assertTrue(error.isQuotaExceeded());
    assertFalse(fixture()
        .assertError(RateLimitedException.class, GatewayErrors.tooManyRequests())
        .isQuotaExceeded());
  }

  @Test
  default void reports_missing_proxy_credentials() {
    fixture().assertError(ProxyAuthenticationException.class, Fault.status(407));
  }

  @Test
  default void reports_a_long_Retry_After_at_once() {
    QueryException error = fixture()
        .assertError(
            RateLimitedException.class, Fault.status(429).retryAfter(Duration.ofSeconds(20)));

    assertEquals(Duration.ofSeconds(20), error.retryAfter());
    assertEquals(1, error.details().attempts());
    assertEquals(START, fixture().time().instant(), "the caller waits, not the adapter");
  }

  @Test
  default void reports_a_Retry_After_that_is_a_date() {
    QueryException error = fixture()
        .assertError(
            GatewayUnavailableException.class,
            Fault.status(503).retryAfterAsDate(Duration.ofSeconds(90)));

    assertEquals(Duration.ofSeconds(90), error.retryAfter());
  }

  @Test
  default void ignores_a_Retry_After_that_cannot_be_read() {
    for (String header : List.of("soon", "-5", "")) {
      assertNull(
          fixture()
              .assertError(RateLimitedException.class, Fault.status(429).retryAfterText(header))
              .retryAfter(),
          header);
    }
  }

  @Test
  default void reports_a_very_long_Retry_After() {
    Duration pause = fixture()
        .assertError(
            RateLimitedException.class, Fault.status(429).retryAfterText("99999999999999999999"))
        .retryAfter();

    assertNotNull(pause);
    assertTrue(pause.compareTo(Duration.ofDays(365)) > 0, pause::toString);
  }

  @Test
  default void reports_an_unavailable_gateway() {
    fixture().assertError(GatewayUnavailableException.class, GatewayErrors.panic());
    fixture().assertError(GatewayUnavailableException.class, GatewayErrors.databaseError());
    fixture().assertError(GatewayUnavailableException.class, Fault.status(408));
    fixture().assertError(GatewayUnavailableException.class, Fault.status(409));
    fixture().assertError(GatewayUnavailableException.class, Fault.status(425));
  }

  @Test
  default void reports_an_unavailable_gateway_behind_a_proxy_page() {
    fixture().assertError(GatewayUnavailableException.class, GatewayErrors.proxyPage(502));
    fixture().assertError(GatewayUnavailableException.class, GatewayErrors.proxyPage(524));
  }

  @Test
  default void rejects_a_web_page() {
    MalformedResponseException error =
        fixture().assertError(MalformedResponseException.class, GatewayErrors.webPage());

    assertTrue(error.isWebPage());
  }

  @Test
  default void rejects_an_empty_body() {
    fixture().assertError(MalformedResponseException.class, GatewayErrors.emptyBody());
    fixture().assertError(MalformedResponseException.class, Fault.status(204));
  }

  @Test
  default void rejects_null_data() {
    fixture().assertError(MalformedResponseException.class, GatewayErrors.nullData());
  }

  @Test
  default void rejects_any_code_but_success() {
    fixture()
        .assertError(
            MalformedResponseException.class,
            Fault.response(200, "application/json", "{\"code\":\"error\",\"data\":{}}"));
  }

  @Test
  default void rejects_other_JSON() {
    for (String body : List.of("[]", "null", "7", "{\"code\":\"success\",\"data\":[]}")) {
      fixture()
          .assertError(
              MalformedResponseException.class, Fault.response(200, "application/json", body));
    }
  }

  @Test
  default void rejects_a_repeated_name() {
    for (String body : List.of(
        "{'code':'error','code':'success','data':{'status':'QUEUED'}}",
        "{'code':'success','data':{'status':'QUEUED','status':'SUCCESS'}}",
        "{'code':'success','data':{'status':'QUEUED','unread':{'a':1,'a':1}}}")) {
      fixture().assertError(MalformedResponseException.class, body(body));
    }
  }

  @Test
  default void rejects_deeply_nested_JSON() {
    fixture()
        .assertError(
            MalformedResponseException.class,
            Fault.response(200, "application/json", "{\"data\":".repeat(100_000)));
  }

  @Test
  default void reports_a_truncated_body() {
    fixture().assertError(NetworkException.class, Fault.truncatedBody());
  }

  @Test
  default void rejects_a_body_of_more_than_a_mebibyte() {
    fixture().assertError(MalformedResponseException.class, Fault.oversizedBody());
  }

  @Test
  default void reports_a_broken_connection() {
    fixture().assertError(NetworkException.class, Fault.connectionReset());
  }

  @Test
  default void reports_a_refused_connection() {
    TaskQueryPort adapter = fixture().port();
    fixture().gateway().close();

    QueryException error = assertThrows(NetworkException.class, () -> adapter.query(ID));

    assertEquals(ID, error.taskId());
    assertNull(error.httpStatus());
  }

  @Test
  default void every_error_names_the_task_the_gateway_and_the_status() {
    for (Fault fault : List.of(
        GatewayErrors.unauthorized(),
        GatewayErrors.panic(),
        GatewayErrors.emptyBody(),
        Fault.redirect(),
        GatewayErrors.webPage())) {
      QueryException error = fixture().assertError(QueryException.class, fault);
      assertAll(
          () -> assertEquals(fixture().gateway().baseUri(), error.origin()),
          () -> assertNotNull(error.httpStatus()),
          () -> assertTrue(error.details().attempts() >= 1),
          () -> assertTrue(
              String.valueOf(error.getMessage()).contains(error.taskId().value())));
    }
  }
}
