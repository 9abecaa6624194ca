package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PausesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  private final Pauses pauses = new Pauses();

  private static QueryDetails details(String id, int status, @Nullable Duration retryAfter) {
    return new QueryDetails(TaskId.of(id), null, status, null, 1, null, retryAfter);
  }

  private static QueryException down(String id) {
    return new GatewayUnavailableException(details(id, 503, null));
  }

  private BudgetState after(QueryException error) {
    return Objects.requireNonNull(pauses.after(error)).of(BudgetState.begin(50, NOW), NOW);
  }

  private Duration pausedFor(QueryException error) {
    return Duration.between(NOW, after(error).pausedUntil());
  }

  private void fail(String id, int times) {
    for (int time = 0; time < times; time++) {
      assertThat(pauses.after(down(id))).isNull();
    }
  }

  @Test
  void a_429_pauses_and_retry_after_says_for_how_long_up_to_10_minutes() {
    assertThat(pausedFor(new RateLimitedException(details("a", 429, null))))
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(pausedFor(new RateLimitedException(details("a", 429, Duration.ofSeconds(7)))))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(pausedFor(new GatewayUnavailableException(details("a", 503, Duration.ofDays(1)))))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void five_server_errors_in_a_row_of_two_tasks_pause() {
    fail("a", 4);
    assertThat(after(down("b")).isDown()).isTrue();
    fail("a", 3); // the count starts again
    fail("b", 1);
  }

  @Test
  void server_errors_of_one_task_do_not_pause() {
    fail("a", 20);
  }

  @Test
  void a_good_response_starts_the_count_again() {
    fail("a", 3);
    fail("b", 1);
    pauses.succeeded();
    fail("a", 2);
    fail("b", 2);
  }

  @Test
  void a_broken_connection_says_nothing_about_the_gateway() {
    fail("a", 4);
    QueryException broken = new NetworkException(
        "reset", new QueryDetails(TaskId.of("b"), null, null, null, 1, null, null), null);
    assertThat(pauses.after(broken)).isNull();
    assertThat(after(down("b")).isDown()).isTrue();
  }
}
