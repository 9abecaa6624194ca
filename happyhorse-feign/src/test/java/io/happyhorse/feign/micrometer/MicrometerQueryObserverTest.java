package io.happyhorse.feign.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerQueryObserverTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final FeignTaskQuery tasks = FeignTaskQuery.builder(gateway.apiKey())
      .baseUrl(gateway.baseUri().toString())
      .time(time)
      .observer(new MicrometerQueryObserver(registry))
      .build();

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  @Test
  void times_observations_by_the_status_of_the_task() {
    TaskId id = gateway.accept(TaskScript.succeeding().running(Stay.queries(2)));
    for (int query = 0; query < 3; query++) {
      assertThat(tasks.query(id).attempts()).isEqualTo(1);
    }

    assertThat(registry
            .get("happyhorse.query")
            .tags(
                "outcome",
                "SUCCESS",
                "status",
                "200",
                "exception",
                "none",
                "task.status",
                "IN_PROGRESS")
            .timer()
            .count())
        .isEqualTo(2);
    assertThat(registry
            .get("happyhorse.query")
            .tag("task.status", "SUCCESS")
            .timer()
            .count())
        .isEqualTo(1);
  }

  @Test
  void times_and_counts_errors_with_their_tries_and_pauses() {
    TaskId id = gateway.accept(
        TaskScript.succeeding().onEveryQuery(Fault.status(503).retryAfter(Duration.ofSeconds(2))));

    assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);

    assertThat(registry
            .get("happyhorse.query")
            .tags(
                "outcome",
                "SERVER_ERROR",
                "status",
                "503",
                "exception",
                "GatewayUnavailableException",
                "task.status",
                "none")
            .timer()
            .totalTime(TimeUnit.SECONDS))
        .isBetween(4.0, 8.0);
    assertThat(registry
            .get("happyhorse.query.retries")
            .tag("exception", "GatewayUnavailableException")
            .counter()
            .count())
        .isEqualTo(2);
    assertThat(registry.get("happyhorse.query.attempts").summary().totalAmount())
        .isEqualTo(3);
  }

  @Test
  void distinguishes_a_broken_connection_and_a_redirect_from_the_gateways_errors() {
    TaskId reset = gateway.accept(TaskScript.succeeding().onEveryQuery(Fault.connectionReset()));
    TaskId moved = gateway.accept(TaskScript.succeeding().onEveryQuery(Fault.redirect()));
    TaskId page = gateway.accept(TaskScript.succeeding().onEveryQuery(GatewayErrors.webPage()));
    TaskId refused =
        gateway.accept(TaskScript.succeeding().onEveryQuery(GatewayErrors.unauthorized()));
    for (TaskId id : new TaskId[] {reset, moved, page, refused}) {
      assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);
    }

    assertThat(registry.find("happyhorse.query").timers())
        .extracting(Meter::getId)
        .extracting(id -> id.getTag("outcome") + " " + id.getTag("status"))
        .containsExactlyInAnyOrder(
            "UNKNOWN IO_ERROR", "REDIRECTION 302", "UNKNOWN 200", "CLIENT_ERROR 401");
  }

  @Test
  void measures_how_late_the_gateway_reports_an_end() {
    TaskId id = gateway.accept(TaskScript.succeeding()
        .running(Duration.ofSeconds(100))
        .sweptEvery(Duration.ofSeconds(15)));
    time.advance(Duration.ofMinutes(5));
    assertThat(tasks.query(id).isSucceeded()).isTrue();
    assertThat(tasks.query(id).isSucceeded()).isTrue();

    Timer lag = registry.get("happyhorse.gateway.lag").timer();
    assertThat(lag.totalTime(TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(lag.count()).isEqualTo(1);
    assertThat(lag.takeSnapshot().histogramCounts()).isNotEmpty();
  }
}
