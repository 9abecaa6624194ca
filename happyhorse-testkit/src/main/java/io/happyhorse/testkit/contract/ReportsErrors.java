package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.TaskScript;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports each error of a query with its type, the task, the gateway and an excerpt of the response. */
interface ReportsErrors extends PortTests {
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
  default void every_error_contains_the_task_the_gateway_and_the_status() {
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
