package io.happyhorse.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueryExceptionTest {
  private static final QueryDetails DETAILS = new QueryDetails(
      TaskId.of("asyntask_A"),
      URI.create("https://gateway"),
      503,
      "R1",
      3,
      "see https://h/v.mp4?Signature=secret",
      Duration.ofSeconds(9));

  /** The errors that a query retries; all others are left to the caller. */
  private static final Set<String> RETRYABLE = Set.of(
      "The gateway limits the request rate",
      "The gateway is unavailable",
      "No response from the gateway: connection refused");

  static Stream<Arguments> errors() {
    return Stream.of(
        row(UnauthorizedException::new, false, "The gateway refused the API key"),
        row(ForbiddenException::new, false, "The gateway forbids the query for this API key"),
        row(TaskNotFoundException::new, false, "The gateway knows no such task"),
        row(RateLimitedException::new, true, "The gateway limits the request rate"),
        row(
            RateLimitedException::quotaExceeded,
            true,
            "The gateway reports that a quota is used up"),
        row(
            ProxyAuthenticationException::new,
            false,
            "The proxy requires a valid user name and password"),
        row(
            details -> new UntrustedCertificateException("no path", details, null),
            false,
            "The gateway's certificate is not trusted: no path"),
        row(GatewayUnavailableException::new, true, "The gateway is unavailable"),
        row(QueryRejectedException::new, false, "The gateway rejected the query"),
        row(
            WrongEndpointException::new,
            false,
            "The URL is not the query endpoint of a HappyHorse gateway"),
        row(QueryInterruptedException::new, false, "Interrupted while querying"),
        row(
            MalformedResponseException::webPage,
            true,
            "The gateway's response is malformed: it is a web page"),
        row(
            details -> new MalformedResponseException("it is empty", details, null),
            true,
            "The gateway's response is malformed: it is empty"),
        row(
            details -> new NetworkException("connection refused", details, null),
            true,
            "No response from the gateway: connection refused"));
  }

  private static Arguments row(
      Function<QueryDetails, QueryException> error, boolean isTransient, String what) {
    return Arguments.of(error, isTransient, what);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void message_has_the_problem_the_details_and_advice(
      Function<QueryDetails, QueryException> constructor, boolean isTransient, String what) {
    QueryException error = constructor.apply(DETAILS);

    assertThat(error)
        .hasMessageStartingWith(
            what + " (task asyntask_A at https://gateway, HTTP 503, request id R1, 3 attempts,"
                + " response: see https://h/v.mp4?...). ")
        .hasMessageMatching("(?s).*\\)\\. [A-Z].*\\.");
    assertThat(error.isTransient()).isEqualTo(isTransient);
    assertThat(error.isRetryable()).isEqualTo(RETRYABLE.contains(what));
    assertThat(error.taskId()).isEqualTo(TaskId.of("asyntask_A"));
    assertThat(error.origin()).hasToString("https://gateway");
    assertThat(error.httpStatus()).isEqualTo(503);
    assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(9));
    assertThat(error.details().excerpt()).isEqualTo("see https://h/v.mp4?...");
  }

  @Test
  void a_web_page_is_distinguished_from_other_malformed_responses() {
    assertThat(MalformedResponseException.webPage(DETAILS).isWebPage()).isTrue();
    assertThat(new MalformedResponseException("it is empty", DETAILS, null).isWebPage())
        .isFalse();
  }

  @Test
  void details_may_contain_only_the_task() {
    assertThat(QueryDetails.of(TaskId.of("asyntask_A"))).hasToString("task asyntask_A, 0 attempts");
  }

  @Test
  void a_used_up_quota_is_distinguished_from_too_many_requests() {
    RateLimitedException quota = RateLimitedException.quotaExceeded(DETAILS);
    RateLimitedException rate = new RateLimitedException(DETAILS);

    assertThat(quota.isQuotaExceeded()).isTrue();
    assertThat(quota.advice()).startsWith("Waiting does not help").doesNotContain("rarely");
    assertThat(rate.isQuotaExceeded()).isFalse();
    assertThat(rate.advice()).isEqualTo("Query again later and less often.");
  }

  @Test
  void an_error_that_ends_a_wait_at_once_names_the_setting_to_check() {
    assertThat(new ProxyAuthenticationException(DETAILS).advice())
        .contains("-Djdk.http.auth.tunneling.disabledSchemes=");
    assertThat(new UntrustedCertificateException("no path", DETAILS, null).advice())
        .contains("-Djavax.net.ssl.trustStore");
  }
}
