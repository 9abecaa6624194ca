package io.happyhorse.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestLimitTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final ServerErrorStreak OUTAGE = new ServerErrorStreak(5, TaskId.of("b"), true);
  private static final RequestLimit FULL = RequestLimit.of(50);

  private static QueryDetails details(@Nullable Integer status, @Nullable Duration retryAfter) {
    return new QueryDetails(TaskId.of("a"), null, status, null, 1, null, retryAfter);
  }

  private static QueryException limited(@Nullable Duration retryAfter) {
    return new RateLimitedException(details(429, retryAfter));
  }

  private static QueryException unavailable(@Nullable Duration retryAfter) {
    return new GatewayUnavailableException(details(503, retryAfter));
  }

  private static long at(double seconds) {
    return Math.round(seconds * SECOND);
  }

  /** Returns the limit after an error of a request that was sent and failed at that moment. */
  private static RequestLimit fail(RequestLimit limit, QueryException error, double seconds) {
    return limit.after(error, ServerErrorStreak.NONE, at(seconds), at(seconds));
  }

  private static RequestLimit beginOutage(RequestLimit limit, double seconds) {
    return limit.after(unavailable(null), OUTAGE, at(seconds), at(seconds));
  }

  private static double secondsUntilEnd(RequestLimit limit) {
    return limit.pausedUntil() / (double) SECOND;
  }

  @Test
  void begins_without_a_pause_at_the_full_rate() {
    assertThat(FULL.isPaused(0)).isFalse();
    assertThat(FULL.rate(0)).isEqualTo(50);
    assertThat(FULL.pausedAt()).isNegative();
    assertThat(FULL.sincePause(at(7))).isEqualTo(at(7));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "NaN, 1", "1, 0", "1, -1", "1, NaN"})
  void refuses_rates_that_are_not_above_zero(double perSecond, double reduced) {
    assertThatThrownBy(
            () -> new RequestLimit(perSecond, reduced, 0, 0, false, Duration.ofSeconds(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The rates must be more than 0, not " + perSecond + " and " + reduced + " per second.");
  }

  @Test
  void stays_the_same_object_while_nothing_changes() {
    RequestLimit paused = fail(FULL, limited(null), 0);

    assertThat(FULL.afterPermit(at(1))).isSameAs(FULL);
    assertThat(FULL.afterObservation(at(1), at(2))).isSameAs(FULL);
    assertThat(fail(FULL, unavailable(null), 1)).isSameAs(FULL);
    assertThat(fail(paused, limited(null), 1)).isSameAs(paused);
    assertThat(fail(paused, limited(Duration.ofSeconds(1)), 1)).isSameAs(paused);
    assertThat(paused.afterObservation(0, at(1))).isSameAs(paused);
  }

  @Nested
  class A_requested_pause {
    @ParameterizedTest
    @CsvSource({"0.001, 0.001", "90, 90", "599, 599", "600, 600", "601, 600", "18000, 600"})
    void is_as_long_as_requested_up_to_10_minutes(double seconds, double expected) {
      Duration retryAfter = Duration.ofNanos(at(seconds));

      assertThat(secondsUntilEnd(fail(FULL, limited(retryAfter), 0))).isEqualTo(expected);
      assertThat(secondsUntilEnd(fail(FULL, unavailable(retryAfter), 0))).isEqualTo(expected);
      assertThat(RequestLimit.capped(retryAfter)).isEqualTo(Duration.ofNanos(at(expected)));
      assertThat(RequestLimit.capped(null)).isNull();
    }

    @Test
    void ends_after_its_length() {
      RequestLimit limit = fail(FULL, limited(Duration.ofSeconds(90)), 10);

      assertThat(limit.pausedAt()).isEqualTo(at(10));
      assertThat(limit.isPaused(at(99.9))).isTrue();
      assertThat(limit.sincePause(at(99.9))).isZero();
      assertThat(limit.isPaused(at(100))).isFalse();
      assertThat(limit.sincePause(at(103))).isEqualTo(at(3));
    }

    @ParameterizedTest
    @CsvSource({"0", "-3"})
    void of_zero_or_less_is_ignored(int seconds) {
      Duration none = Duration.ofSeconds(seconds);

      assertThat(secondsUntilEnd(fail(FULL, limited(none), 0))).isEqualTo(5);
      assertThat(fail(FULL, unavailable(none), 0)).isSameAs(FULL);
    }

    @Test
    void is_extended_but_never_shortened_by_another_and_stays_one_pause() {
      RequestLimit limit = fail(FULL, limited(Duration.ofSeconds(5)), 0);
      RequestLimit longer = fail(limit, limited(Duration.ofSeconds(30)), 1);

      assertThat(secondsUntilEnd(longer)).isEqualTo(31);
      assertThat(secondsUntilEnd(fail(longer, limited(Duration.ofSeconds(2)), 2)))
          .isEqualTo(31);
      assertThat(longer.pausedAt()).isZero();
      assertThat(longer.rate(at(31))).isEqualTo(25);
    }

    @Test
    void is_not_shortened_by_an_outage() {
      RequestLimit limit = beginOutage(fail(FULL, limited(Duration.ofSeconds(90)), 0), 1);

      assertThat(limit.isDown()).isFalse();
      assertThat(secondsUntilEnd(limit)).isEqualTo(90);
    }
  }

  @Nested
  class A_pause_for_a_429_without_retry_after {
    @Test
    void doubles_up_to_60_s_until_a_response_after_it() {
      RequestLimit limit = FULL;
      double now = 0;
      for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
        limit = fail(limit, limited(null), now);
        assertThat(limit.pausedAt()).isEqualTo(at(now));
        assertThat(secondsUntilEnd(limit)).isEqualTo(now + seconds);
        limit = limit.afterObservation(at(now), at(now + 1)); // of an earlier request
        now += seconds;
      }
      limit = fail(limit.afterObservation(at(now), at(now)), limited(null), now);

      assertThat(secondsUntilEnd(limit)).isEqualTo(now + 5);
    }

    @Test
    void begins_once_for_concurrent_requests() {
      RequestLimit limit = fail(fail(FULL, limited(null), 0), limited(null), 4.9);

      assertThat(secondsUntilEnd(limit)).isEqualTo(5);
      assertThat(limit.nextPause()).isEqualTo(Duration.ofSeconds(10));
    }
  }

  @Nested
  class An_outage {
    private final RequestLimit down = beginOutage(FULL, 1);

    @Test
    void begins_only_with_a_streak_of_server_errors() {
      assertThat(down.isDown()).isTrue();
      assertThat(down.pausedAt()).isEqualTo(at(1));
      assertThat(fail(FULL, unavailable(null), 1).isPaused(at(1))).isFalse();
    }

    /** The seconds since the outage began at which a probe is sent, and those until the next one. */
    @ParameterizedTest
    @CsvSource({
      "0, 1",
      "1, 1",
      "10, 1",
      "10.01, 1.001",
      "25, 2.5",
      "49.9, 4.99",
      "50, 5",
      "50.1, 5",
      "600, 5"
    })
    void permits_the_next_probe_after_a_tenth_of_its_time_but_after_1_to_5_s(
        double since, double interval) {
      RequestLimit limit = down.afterPermit(at(1 + since));

      assertThat(limit.pausedUntil()).isEqualTo(at(1 + since + interval));
      assertThat(limit.isDown()).isTrue();
      assertThat(limit.pausedAt()).isEqualTo(at(1));
    }

    @Test
    void permits_the_first_probe_after_1_s() {
      assertThat(secondsUntilEnd(down)).isEqualTo(2);
    }

    /** In 10 min: 10 probes in the first 10 s, 17 until the interval is 5 s, and 110 further ones. */
    @ParameterizedTest
    @CsvSource({"10, 10", "50, 26", "600, 136"})
    void lasts_until_a_probe_succeeds(double seconds, int probes) {
      RequestLimit limit = down;
      int sent = 0;
      for (; limit.pausedUntil() <= at(1 + seconds); sent++) {
        long probe = limit.pausedUntil();
        limit =
            beginOutage(limit.afterPermit(probe), secondsUntilEnd(limit) + 0.1); // it has failed
      }

      assertThat(sent).isEqualTo(probes);
      assertThat(limit.isPaused(at(10_000))).isTrue();
      assertThat(limit.sincePause(at(10_000))).isZero();
      assertThat(limit.rate(at(10_000))).isEqualTo(25);
      assertThat(limit.pausedAt()).isEqualTo(at(1));
    }

    @Test
    void begins_again_after_a_requested_pause() {
      RequestLimit paused = fail(down, unavailable(Duration.ofSeconds(5)), 95);
      RequestLimit limit = beginOutage(paused, 101);

      assertThat(paused.pausedAt()).isEqualTo(at(1));
      assertThat(limit.pausedAt()).isEqualTo(at(101));
      assertThat(secondsUntilEnd(limit)).isEqualTo(102);
    }

    @Test
    void ends_with_the_response_to_a_request_that_was_sent_after_it_began() {
      assertThat(down.afterObservation(at(1), at(2))).isSameAs(down);
      RequestLimit limit = down.afterObservation(at(3), at(3.1));

      assertThat(limit.isPaused(at(3.1))).isFalse();
      assertThat(limit.sincePause(at(4.1))).isEqualTo(at(1));
      assertThat(limit.rate(at(3.1))).isEqualTo(25);
      assertThat(limit.rate(at(13.1))).isEqualTo(50);
    }

    static Stream<QueryException> errors() {
      return Stream.of(
          new TaskNotFoundException(details(404, null)),
          new GatewayUnavailableException(details(408, null)));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void ends_with_an_error_that_only_a_running_gateway_sends(QueryException error) {
      assertThat(fail(down, error, 3).isPaused(at(3))).isFalse();
      assertThat(fail(down, error, 1)).isSameAs(down);
    }

    static Stream<QueryException> otherErrors() {
      return Stream.of(
          unavailable(null),
          new NetworkException("no connection", details(null, null), null),
          new ApiKeyMissingException("its supplier returned none", details(null, null)),
          new ProxyAuthenticationException(details(407, null)));
    }

    @ParameterizedTest
    @MethodSource("otherErrors")
    void lasts_through_an_error_that_does_not_come_from_a_running_gateway(QueryException error) {
      assertThat(fail(down, error, 3)).isSameAs(down);
    }

    @Test
    void is_replaced_by_the_pause_of_a_running_gateway() {
      RequestLimit limit = fail(down, limited(null), 3);

      assertThat(limit.isDown()).isFalse();
      assertThat(limit.pausedAt()).isEqualTo(at(3));
      assertThat(secondsUntilEnd(limit)).isEqualTo(8);
      assertThat(limit.rate(at(8))).isEqualTo(12.5);
    }

    @Test
    void is_replaced_by_a_requested_pause_even_if_it_is_shorter() {
      RequestLimit limit = fail(down, unavailable(Duration.ofSeconds(1)), 1.5);

      assertThat(limit.isDown()).isFalse();
      assertThat(secondsUntilEnd(limit)).isEqualTo(2.5);
      assertThat(limit.pausedAt()).isEqualTo(at(1));
      assertThat(limit.rate(at(2.5))).isEqualTo(25);
    }

    @Test
    void is_not_replaced_by_a_429_from_before_it() {
      assertThat(fail(down, limited(null), 1)).isSameAs(down);
    }
  }

  @Nested
  class After_a_pause {
    private final RequestLimit limit = fail(FULL, limited(null), 0);

    @ParameterizedTest
    @CsvSource({"0, 25", "5, 25", "7, 30", "14.9, 49.75", "15, 50", "1000, 50"})
    void the_rate_starts_at_half_and_is_full_after_10_s(double seconds, double expected) {
      assertThat(limit.rate(at(seconds))).isEqualTo(expected);
    }

    @Test
    void another_pause_halves_the_rate_that_was_regained() {
      assertThat(fail(limit, limited(null), 7).rate(at(17))).isEqualTo(15);
    }

    @ParameterizedTest
    @CsvSource({"50, 1", "0.5, 0.5"})
    void at_least_one_request_a_second_is_permitted_unless_the_rate_is_lower(
        double rate, double expected) {
      RequestLimit slow = RequestLimit.of(rate);
      for (int pause = 0; pause < 20; pause++) {
        slow = fail(slow, limited(Duration.ofSeconds(1)), pause);
      }
      assertThat(slow.rate(at(20))).isEqualTo(expected);
      assertThat(slow.rate(at(30))).isEqualTo(rate);
    }

    /** In 10 s at 25 to 50 requests per second, 375 are permitted; each further one takes 20 ms. */
    @ParameterizedTest
    @CsvSource({"0, 5, 0", "1000, 5, 22.5", "375, 5, 10", "1000, 15, 20", "200, 10, 4.62141687"})
    void many_requests_take_longer_while_the_rate_recovers(
        int requests, double now, double seconds) {
      assertThat(limit.timeFor(requests, at(now)) / (double) SECOND)
          .isCloseTo(seconds, within(1e-8));
      assertThat(FULL.timeFor(1_000, 0)).isEqualTo(at(20));
    }
  }
}
