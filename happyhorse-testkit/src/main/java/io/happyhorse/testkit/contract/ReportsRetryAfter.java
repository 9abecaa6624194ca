package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.testkit.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports when the gateway permits the next query, and leaves a long wait to the caller. */
interface ReportsRetryAfter extends PortTests {
  @Test
  default void reports_a_long_Retry_After_at_once() {
    Fault fault = Fault.status(429).retryAfter(Duration.ofSeconds(20));
    QueryException error = fixture().assertError(RateLimitedException.class, fault);

    assertEquals(Duration.ofSeconds(20), error.retryAfter());
    assertEquals(1, error.details().attempts());
    assertEquals(START, fixture().time().instant(), "the caller waits, not the adapter");
  }

  @Test
  default void reports_a_Retry_After_that_is_a_date() {
    Fault fault = Fault.status(503).retryAfterAsDate(Duration.ofSeconds(90));
    QueryException error = fixture().assertError(GatewayUnavailableException.class, fault);

    assertEquals(Duration.ofSeconds(90), error.retryAfter());
  }

  @Test
  default void ignores_a_Retry_After_that_cannot_be_read() {
    for (String header : List.of("soon", "-5", "")) {
      Fault fault = Fault.status(429).retryAfterText(header);
      assertNull(fixture().assertError(RateLimitedException.class, fault).retryAfter(), header);
    }
  }

  @Test
  default void reports_a_very_long_Retry_After() {
    Fault fault = Fault.status(429).retryAfterText("99999999999999999999");
    Duration pause = fixture().assertError(RateLimitedException.class, fault).retryAfter();

    assertNotNull(pause);
    assertTrue(pause.compareTo(Duration.ofDays(365)) > 0, pause::toString);
  }
}
