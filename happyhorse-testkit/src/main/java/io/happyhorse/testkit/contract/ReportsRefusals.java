package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.SubmissionFixture.REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.testkit.SubmitFault;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reports requests that the gateway refuses, which cost nothing. */
interface ReportsRefusals extends SubmissionTests {
  @Test
  default void reports_a_refused_request() {
    SubmissionRefusedException refused = assertThrows(
        SubmissionRefusedException.class,
        () -> fixture().port().submit(REQUEST.with("duration", 99)));

    assertEquals("fail_to_fetch_task", refused.code());
    assertTrue(Objects.requireNonNull(refused.reason())
        .contains("The duration must be an integer in [3, 15]"));
    assertEquals(400, refused.httpStatus());
    assertEquals(REQUEST.with("duration", 99).digest(), refused.requestDigest());
    assertEquals(List.of(), fixture().gateway().ledger().charges());
  }

  @Test
  default void reports_a_missing_model() {
    SubmissionRefusedException refused = assertThrows(
        SubmissionRefusedException.class,
        () -> fixture().port().submit(REQUEST.with("model", "no-model")));

    assertEquals("model_not_found", refused.code());
    assertEquals(503, refused.httpStatus());
  }

  @Test
  default void is_refused_with_302() {
    isRefused(SubmitFault.status(302));
  }

  @Test
  default void is_refused_with_400() {
    isRefused(SubmitFault.status(400));
  }

  @Test
  default void is_refused_with_403() {
    isRefused(SubmitFault.json(
        403, "{\"error\":{\"code\":\"insufficient_user_quota\",\"message\":\"m\"}}"));
  }

  @Test
  default void is_refused_with_404() {
    isRefused(SubmitFault.status(404));
  }

  @Test
  default void is_refused_with_409() {
    isRefused(SubmitFault.status(409));
  }

  @Test
  default void is_refused_with_429_and_reports_Retry_After() {
    SubmissionRefusedException refused =
        isRefused(SubmitFault.tooManyRequests().retryAfter(Duration.ofSeconds(7)));

    assertEquals(Duration.ofSeconds(7), refused.retryAfter());
    assertTrue(refused.isTransient());
  }

  @Test
  default void is_refused_with_503_model_not_found() {
    isRefused(SubmitFault.modelNotFound());
  }

  @Test
  default void is_refused_with_200_and_an_error() {
    isRefused(SubmitFault.json(200, "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}"));
  }

  private SubmissionRefusedException isRefused(SubmitFault.Response response) {
    SubmissionRefusedException refused =
        fixture().failsAfterOnePost(SubmissionRefusedException.class, response);
    assertEquals(response.status(), refused.httpStatus());
    return refused;
  }
}
