package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestThrottleTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final RequestThrottle throttle = new RequestThrottle(50);

  private void send(long now) {
    throttle.pass(now);
    throttle.sent(now);
  }

  @Test
  void spaces_requests_by_its_rate() {
    assertThat(throttle.opensAt()).isZero();
    send(0);
    assertThat(throttle.opensAt()).isEqualTo(SECOND / 50);
    send(SECOND / 50);
    assertThat(throttle.opensAt()).isEqualTo(2 * SECOND / 50);
  }

  /** A timer that is late by up to so many ms and, one time in twenty, by up to so many more; then the same of the threads. */
  @ParameterizedTest
  @CsvSource({
    "50, 2, 2, 0, 0",
    "50, 60, 60, 0, 0",
    "50, 60, 250, 0, 0",
    "50, 60, 250, 20, 200",
    "2, 60, 250, 20, 200",
    "10, 60, 250, 20, 200",
    "10.5, 60, 250, 20, 200",
    "15, 60, 250, 20, 200",
    "19.9, 60, 250, 20, 200",
    "100, 20, 250, 20, 200",
    "1000, 20, 250, 2, 20"
  })
  void keeps_its_mean_and_the_most_of_a_second_though_timers_and_threads_are_late(
      double rate, int late, int latest, int threadLate, int threadLatest) {
    int seconds = 120;
    List<Long> sent = new LateMachine(late, latest, threadLate, threadLatest)
        .run(new RequestThrottle(rate), seconds * SECOND);

    assertThat(sent.size() / (double) seconds).isBetween(rate / 1.02, rate * 1.02);
    assertThat(LateMachine.mostInASecond(sent)).isLessThanOrEqualTo((int)
        Math.ceil(rate + Math.max(1, Math.floor(rate / 10))));
  }

  /** Passes requests as a watcher does whose timer and threads run late, with 8 in flight at most. */
  private record LateMachine(int late, int latest, int threadLate, int threadLatest) {
    private static final int THREADS = 8;

    /** Returns when requests were sent. */
    List<Long> run(RequestThrottle throttle, long end) {
      Random chance = new Random(5);
      PriorityQueue<Long> starts = new PriorityQueue<>();
      List<Long> sent = new ArrayList<>();
      long wake = 0;
      while (wake < end) {
        long start = starts.isEmpty() ? Long.MAX_VALUE : starts.element();
        if (start <= wake) {
          throttle.sent(starts.remove());
          sent.add(start);
        } else if (starts.size() == THREADS || throttle.opensAt() == Long.MAX_VALUE) {
          wake = start;
        } else if (throttle.opensAt() <= wake) {
          throttle.pass(wake);
          starts.add(wake + delay(chance, threadLate, threadLatest));
        } else {
          wake = throttle.opensAt() + delay(chance, late, latest);
        }
      }
      return sent;
    }

    private static long delay(Random chance, int usual, int rare) {
      return (long) (chance.nextDouble() * (chance.nextInt(20) == 0 ? rare : usual) * 1e6);
    }

    static int mostInASecond(List<Long> times) {
      int most = 0;
      int first = 0;
      for (int last = 0; last < times.size(); last++) {
        while (times.get(last) - times.get(first) >= SECOND) {
          first++;
        }
        most = Math.max(most, last - first + 1);
      }
      return most;
    }
  }

  @Test
  void makes_up_for_a_tenth_of_a_second_at_once() {
    send(0);
    int burst = 0;
    for (; throttle.opensAt() <= 10 * SECOND; burst++) {
      send(10 * SECOND);
    }

    assertThat(burst).isEqualTo(5);
  }

  @Test
  void makes_up_for_a_second_at_most() {
    send(0);
    long now = 10 * SECOND;
    int requests = 0;
    for (; now < 70 * SECOND; now = throttle.opensAt()) {
      send(now);
      requests++;
    }

    assertThat(requests).isBetween(61 * 50, 61 * 50 + 1);
  }

  @Test
  void passes_no_more_while_those_passed_may_still_fill_a_second() {
    RequestThrottle slow = new RequestThrottle(20);
    for (int request = 0; request < 22; request++) {
      slow.pass(slow.opensAt());
    }

    assertThat(slow.opensAt()).isEqualTo(Long.MAX_VALUE);
    slow.withdrawn();
    assertThat(slow.opensAt()).isEqualTo(22 * SECOND / 20);
  }

  @Test
  void charges_for_requests_on_top() {
    send(0);
    throttle.charge(2, 0);

    assertThat(throttle.opensAt()).isEqualTo(3 * SECOND / 50);
  }

  @Nested
  class It_pauses {
    @Test
    void as_long_as_the_gateway_requests() {
      assertThat(throttle.failed(limited(Duration.ofSeconds(90)), 0, 0)).isTrue();
      assertThat(throttle.opensAt()).isEqualTo(90 * SECOND);
    }

    @Test
    void for_a_while_if_what_it_asks_for_is_no_pause() {
      assertThat(throttle.failed(limited(Duration.ZERO), 0, 0)).isTrue();
      assertThat(throttle.opensAt()).isEqualTo(5 * SECOND);
    }

    @Test
    void for_ten_minutes_at_most() {
      throttle.failed(limited(Duration.ofHours(5)), 0, 0);

      assertThat(throttle.opensAt()).isEqualTo(600 * SECOND);
    }

    @Test
    void longer_each_time_if_the_gateway_does_not_say_how_long() {
      long now = 0;
      for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
        assertThat(throttle.failed(limited(null), now, now)).isTrue();
        assertThat(throttle.opensAt() - now).isEqualTo(seconds * SECOND);
        now = throttle.opensAt();
      }
      throttle.succeeded(now, now);
      throttle.failed(limited(null), now, now);
      assertThat(throttle.opensAt() - now).isEqualTo(5 * SECOND);
    }

    @Test
    void once_for_what_was_in_flight_together() {
      throttle.failed(limited(null), 0, 0);

      assertThat(throttle.failed(limited(null), SECOND, SECOND)).isFalse();
      assertThat(throttle.opensAt()).isEqualTo(5 * SECOND);
      assertThat(throttle.failed(limited(Duration.ofSeconds(30)), SECOND, SECOND))
          .isFalse();
      assertThat(throttle.opensAt()).isEqualTo(31 * SECOND);
      assertThat(throttle.rate(31 * SECOND)).isEqualTo(25);
    }

    @Test
    void after_five_server_errors_in_a_row_of_two_tasks() {
      for (int i = 0; i < 4; i++) {
        assertThat(throttle.failed(down("asyntask_A"), 0, 0)).isFalse();
      }
      assertThat(throttle.failed(down("asyntask_B"), 0, 0)).isTrue();
    }

    @Test
    void not_for_server_errors_of_one_task_alone() {
      for (int i = 0; i < 20; i++) {
        assertThat(throttle.failed(down("asyntask_A"), 0, 0)).isFalse();
      }
    }

    @Test
    void not_if_there_was_an_observation_in_between() {
      for (int i = 0; i < 4; i++) {
        throttle.failed(down("asyntask_A"), 0, 0);
      }
      throttle.succeeded(0, 0);
      assertThat(throttle.failed(down("asyntask_B"), 0, 0)).isFalse();
      for (int i = 0; i < 3; i++) {
        throttle.failed(down("asyntask_A"), 0, 0);
      }
      throttle.failed(new TaskNotFoundException(details("asyntask_A", 404, null)), 0, 0);
      assertThat(throttle.failed(down("asyntask_B"), 0, 0)).isFalse();
    }

    @Test
    void not_for_a_network_that_is_down() {
      for (int i = 0; i < 20; i++) {
        QueryException error =
            new NetworkException("no connection", details("asyntask_" + i, null, null), null);
        assertThat(throttle.failed(error, 0, 0)).isFalse();
      }
    }
  }

  @Nested
  class While_the_gateway_is_down {
    private void goDown(long now) {
      for (int error = 0; error < 5; error++) {
        throttle.failed(down("asyntask_" + error), now, now);
      }
    }

    @Test
    void one_request_every_five_seconds_probes_it() {
      send(0);
      goDown(0);
      for (int probe = 1; probe <= 20; probe++) {
        long at = 5 * SECOND * probe;
        assertThat(throttle.opensAt()).isEqualTo(at);
        send(at);
        assertThat(throttle.failed(down("asyntask_A"), at, at)).isFalse();
      }
    }

    @Test
    void the_first_successful_probe_ends_the_pause() {
      goDown(0);
      throttle.succeeded(0, SECOND); // it was sent before
      assertThat(throttle.opensAt()).isEqualTo(5 * SECOND);

      send(5 * SECOND);
      throttle.succeeded(5 * SECOND, 6 * SECOND);

      assertThat(throttle.opensAt()).isLessThanOrEqualTo(6 * SECOND);
      assertThat(throttle.rate(6 * SECOND)).isEqualTo(25);
      assertThat(throttle.pauseLeft(6 * SECOND)).isZero();
    }

    @Test
    void so_does_an_error_that_only_a_gateway_at_work_gives() {
      goDown(0);
      send(5 * SECOND);
      throttle.failed(
          new TaskNotFoundException(details("asyntask_A", 404, null)), 5 * SECOND, 6 * SECOND);

      assertThat(throttle.pauseLeft(6 * SECOND)).isZero();
    }

    @Test
    void an_error_from_before_the_gateway_does_not_end_the_pause() {
      goDown(0);
      throttle.pass(5 * SECOND);
      throttle.failed(
          new ApiKeyMissingException(
              "its supplier returned none", details("asyntask_A", null, null)),
          5 * SECOND,
          6 * SECOND);
      throttle.failed(
          new ProxyAuthenticationException(details("asyntask_A", 407, null)),
          5 * SECOND,
          6 * SECOND);

      assertThat(throttle.opensAt()).isEqualTo(10 * SECOND);
    }

    @Test
    void no_connection_does_not_end_the_pause() {
      goDown(0);
      send(5 * SECOND);
      throttle.failed(
          new NetworkException("no connection", details("asyntask_A", null, null), null),
          5 * SECOND,
          6 * SECOND);

      assertThat(throttle.opensAt()).isEqualTo(10 * SECOND);
    }

    @Test
    void what_it_asks_for_takes_the_place_of_probes() {
      goDown(0);
      send(5 * SECOND);
      throttle.failed(limited(Duration.ofSeconds(40)), 5 * SECOND, 5 * SECOND);

      assertThat(throttle.opensAt()).isEqualTo(45 * SECOND);
    }

    @Test
    void a_pause_that_it_asked_for_lasts_though_server_errors_follow() {
      throttle.failed(limited(Duration.ofSeconds(90)), 0, 0);
      goDown(SECOND);

      assertThat(throttle.opensAt()).isEqualTo(90 * SECOND);
    }
  }

  @Test
  void halves_its_rate_after_a_pause_and_regains_it_within_ten_seconds() {
    throttle.failed(limited(null), 0, 0);

    assertThat(throttle.rate(5 * SECOND)).isEqualTo(25);
    assertThat(throttle.rate(7 * SECOND)).isEqualTo(30);
    assertThat(throttle.rate(15 * SECOND)).isEqualTo(50);
    assertThat(throttle.rate(1_000 * SECOND)).isEqualTo(50);
    throttle.failed(limited(null), 7 * SECOND, 7 * SECOND);
    assertThat(throttle.rate(17 * SECOND)).isEqualTo(15);
  }

  @Test
  void knows_how_long_many_requests_take_while_its_rate_recovers() {
    assertThat(throttle.timeFor(1_000, 0)).isEqualTo(20 * SECOND);
    throttle.failed(limited(null), 0, 0);
    long opens = throttle.opensAt();

    // 10 s at 25 to 50 a second let 375 through, and the rest goes at 50
    assertThat(throttle.timeFor(1_000, opens)).isEqualTo((long) (22.5 * SECOND));
    assertThat(throttle.timeFor(0, opens)).isZero();
    assertThat(throttle.pauseLeft(opens - 2 * SECOND)).isEqualTo(2 * SECOND);
    assertThat(throttle.pauseLeft(opens + 1)).isZero();
    assertThat(throttle.timeFor(100, opens)).isBetween(3 * SECOND, 4 * SECOND);
  }

  @Test
  void keeps_at_least_one_request_a_second() {
    long now = 0;
    for (int i = 0; i < 20; i++) {
      throttle.failed(limited(null), now, now);
      now = throttle.opensAt();
    }

    assertThat(throttle.rate(now)).isEqualTo(1);
  }

  private static QueryException limited(@Nullable Duration retryAfter) {
    return new RateLimitedException(details("asyntask_A", 429, retryAfter));
  }

  private static QueryException down(String id) {
    return new GatewayUnavailableException(details(id, 503, null));
  }

  private static QueryDetails details(
      String id, @Nullable Integer status, @Nullable Duration retryAfter) {
    return new QueryDetails(TaskId.of(id), null, status, null, 1, null, retryAfter);
  }
}
