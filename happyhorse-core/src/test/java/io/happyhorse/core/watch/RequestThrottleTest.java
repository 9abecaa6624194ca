package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryException;
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
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * The rate, then in ms: how late a timer is at most in 19 of 20 cases, how late at most in the others, and the same for the
   * threads.
   */
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
  void keeps_its_mean_rate_and_its_maximum_per_second_if_timers_and_threads_are_late(
      double rate, int late, int latest, int threadLate, int threadLatest) {
    int seconds = 120;
    List<Long> sent = new LateTimers(late, latest, threadLate, threadLatest)
        .run(new RequestThrottle(rate), seconds * SECOND);

    assertThat(sent.size() / (double) seconds).isBetween(rate / 1.02, rate * 1.02);
    assertThat(LateTimers.maxPerSecond(sent)).isLessThanOrEqualTo((int)
        Math.ceil(rate + Math.max(1, Math.floor(rate / 10))));
  }

  /** Sends requests like a watcher whose timer and threads run late, with at most 8 in flight. */
  private record LateTimers(int late, int latest, int threadLate, int threadLatest) {
    private static final int THREADS = 8;

    /** Returns the times at which requests were sent. */
    List<Long> run(RequestThrottle throttle, long end) {
      Random random = new Random(5);
      PriorityQueue<Long> starts = new PriorityQueue<>();
      List<Long> sent = new ArrayList<>();
      long now = 0;
      while (now < end) {
        long start = starts.isEmpty() ? Long.MAX_VALUE : starts.element();
        if (start <= now) {
          throttle.sent(starts.remove());
          sent.add(start);
        } else if (starts.size() == THREADS || throttle.opensAt() == Long.MAX_VALUE) {
          now = start;
        } else if (throttle.opensAt() <= now) {
          throttle.pass(now);
          starts.add(now + delay(random, threadLate, threadLatest));
        } else {
          now = throttle.opensAt() + delay(random, late, latest);
        }
      }
      return sent;
    }

    private static long delay(Random random, int usual, int rare) {
      return (long) (random.nextDouble() * (random.nextInt(20) == 0 ? rare : usual) * 1e6);
    }

    static int maxPerSecond(List<Long> times) {
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
  void permits_the_requests_of_a_tenth_of_a_second_at_once_after_an_idle_time() {
    send(0);
    int burst = 0;
    for (; throttle.opensAt() <= 10 * SECOND; burst++) {
      send(10 * SECOND);
    }

    assertThat(burst).isEqualTo(5);
  }

  @Test
  void permits_the_requests_of_at_most_a_second_in_addition_after_an_idle_time() {
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
  void permits_no_more_while_the_permitted_requests_may_still_fill_a_second() {
    RequestThrottle slow = new RequestThrottle(20);
    for (int request = 0; request < 22; request++) {
      slow.pass(slow.opensAt());
    }

    assertThat(slow.opensAt()).isEqualTo(Long.MAX_VALUE);
    slow.withdrawn();
    assertThat(slow.opensAt()).isEqualTo(22 * SECOND / 20);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-10, Double.MIN_VALUE})
  void permits_no_second_request_if_its_rate_is_less_than_one_in_centuries(double rate) {
    RequestThrottle slowest = new RequestThrottle(rate);
    slowest.pass(10 * SECOND);
    slowest.sent(10 * SECOND);

    assertThat(slowest.opensAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void charges_for_additional_requests() {
    send(0);
    throttle.charge(2, 0);

    assertThat(throttle.opensAt()).isEqualTo(3 * SECOND / 50);
  }

  @Test
  void counts_additional_requests_towards_the_maximum_of_a_second() {
    send(0);
    throttle.charge(55, 10 * SECOND);

    assertThat(throttle.opensAt()).isBetween(11 * SECOND, 11 * SECOND + SECOND / 100);
  }

  @Nested
  class During_a_pause {
    @Test
    void no_request_is_permitted_until_it_ends() {
      assertThat(throttle.failed(limited(Duration.ofSeconds(90)), 0, 0)).isTrue();

      assertThat(throttle.opensAt()).isEqualTo(90 * SECOND);
      assertThat(throttle.pauseLeft(88 * SECOND)).isEqualTo(2 * SECOND);
      assertThat(throttle.pauseLeft(91 * SECOND)).isZero();
    }

    @Test
    void another_error_does_not_begin_a_pause() {
      throttle.failed(limited(null), 0, 0);

      assertThat(throttle.failed(limited(null), SECOND, SECOND)).isFalse();
      assertThat(throttle.failed(limited(Duration.ofSeconds(30)), SECOND, SECOND))
          .isFalse();
      assertThat(throttle.opensAt()).isEqualTo(31 * SECOND);
    }
  }

  @Nested
  class While_the_gateway_is_down {
    private void fail(int times) {
      for (int error = 0; error < times; error++) {
        assertThat(throttle.failed(down("asyntask_" + error), 0, 0)).isFalse();
      }
    }

    @Test
    void requests_probe_it_at_growing_intervals_until_one_succeeds() {
      send(0);
      fail(4);
      assertThat(throttle.failed(down("asyntask_B"), 0, 0)).isTrue();
      long at = 0;
      for (int probe = 1; probe <= 40; probe++) {
        at += Math.min(5 * SECOND, Math.max(SECOND, at / 10));
        assertThat(throttle.opensAt()).isEqualTo(at);
        send(at);
        assertThat(throttle.opensAt()).isGreaterThan(at);
        assertThat(throttle.failed(down("asyntask_A"), at, at)).isFalse();
      }
      throttle.succeeded(at, at + SECOND);

      assertThat(throttle.opensAt()).isLessThanOrEqualTo(at + SECOND);
      assertThat(throttle.rate(at + SECOND)).isEqualTo(25);
      assertThat(throttle.pauseLeft(at + SECOND)).isZero();
    }

    @Test
    void a_probe_without_a_response_does_not_delay_the_next_one() {
      fail(4);
      throttle.failed(down("asyntask_B"), 0, 0);
      send(SECOND);

      assertThat(throttle.opensAt()).isEqualTo(2 * SECOND);
    }

    @Test
    void it_may_be_down_from_the_first_server_error_until_an_observation() {
      assertThat(throttle.mayBeDown()).isFalse();
      fail(4);
      assertThat(throttle.mayBeDown()).isTrue();
      assertThat(throttle.isDown()).isFalse();
      throttle.failed(down("asyntask_B"), 1, 1);
      assertThat(throttle.isDown()).isTrue();
      throttle.succeeded(0, 2); // of an earlier request
      assertThat(throttle.mayBeDown()).isTrue();
      throttle.succeeded(2, 3);

      assertThat(throttle.mayBeDown()).isFalse();
      assertThat(throttle.isDown()).isFalse();
    }

    @Test
    void an_observation_before_the_fifth_server_error_prevents_the_pause() {
      fail(4);
      throttle.succeeded(0, 0);
      fail(4);
    }
  }

  @Test
  void halves_its_rate_after_a_pause_and_regains_it_within_ten_seconds() {
    throttle.failed(limited(null), 0, 0);

    assertThat(throttle.rate(5 * SECOND)).isEqualTo(25);
    assertThat(throttle.rate(15 * SECOND)).isEqualTo(50);
    assertThat(throttle.timeFor(375, 5 * SECOND)).isEqualTo(10 * SECOND);
  }

  private static QueryException limited(@Nullable Duration retryAfter) {
    return Responses.error(StateFixture.A, 429, retryAfter);
  }

  private static QueryException down(String id) {
    return Responses.error(TaskId.of(id), 503, null);
  }
}
