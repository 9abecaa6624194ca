package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.SubmissionFixture.REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.VideoRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sends no request that is impossible, or that cannot reach the gateway. */
interface SendsNothing extends SubmissionTests {
  @Test
  default void sends_no_prompt_that_would_be_truncated() {
    TaskSubmitPort port = fixture().port();

    assertThrows(
        IllegalArgumentException.class,
        () -> port.submit(VideoRequest.textToVideo("a".repeat(5_001))));
    assertEquals(List.of(), fixture().gateway().ledger().posts());
    assertNotNull(port.submit(VideoRequest.textToVideo("a".repeat(5_001)).allowTruncation()));
  }

  @Test
  default void refuses_a_time_limit_of_zero_or_less() {
    TaskSubmitPort port = fixture().port();

    assertThrows(IllegalArgumentException.class, () -> port.submit(REQUEST, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> port.submit(REQUEST, Duration.ofSeconds(-1)));
    assertEquals(List.of(), fixture().gateway().ledger().posts());
  }

  @Test
  default void is_not_sent_without_a_connection() {
    SubmissionNotSentException unsent = assertThrows(
        SubmissionNotSentException.class, () -> fixture().unconnected().submit(REQUEST));

    assertTrue(unsent.isTransient());
    assertEquals(REQUEST.digest(), unsent.requestDigest());
    assertEquals(List.of(), fixture().gateway().ledger().posts());
  }

  @Test
  default void is_not_sent_by_an_interrupted_thread() {
    TaskSubmitPort port = fixture().port();
    Thread.currentThread().interrupt();

    assertThrows(SubmissionNotSentException.class, () -> port.submit(REQUEST));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), fixture().gateway().ledger().posts());
  }
}
