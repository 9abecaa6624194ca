package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportFailureTest {
  private static final Duration LONGER = Duration.ofMinutes(5);

  @ParameterizedTest
  @CsvSource({"200, 200 ms", "999, 999 ms", "1000, 1 s", "2500, 2.5 s", "119999, 120 s"})
  void shows_a_time_limit_in_a_readable_unit(long millis, String shown) {
    Duration limit = Duration.ofMillis(millis);

    assertThat(
            new TransportFailure(new HttpTimeoutException("x"), null, new Timeouts(LONGER, limit))
                .problem())
        .isEqualTo("no complete response within " + shown);
    assertThat(new TransportFailure(
                new HttpConnectTimeoutException("x"), null, new Timeouts(limit, LONGER))
            .problem())
        .isEqualTo("no connection within " + shown);
  }

  @Test
  void may_have_a_circle_of_causes() {
    IOException reset = new IOException("reset");
    IOException broken = new IOException("broken", reset);
    reset.initCause(broken);
    TransportFailure failure = new TransportFailure(broken, null, new Timeouts(LONGER, LONGER));

    assertThat(failure.isBeforeConnected()).isFalse();
    assertThat(failure.asError(QueryDetails.of(TaskId.of("asyntask_A")), UnaryOperator.identity()))
        .isInstanceOf(NetworkException.class)
        .hasCause(broken);
  }
}
