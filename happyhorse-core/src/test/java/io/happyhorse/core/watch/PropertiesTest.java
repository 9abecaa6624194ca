package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.GatewayHistory;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.lifecycle.WaitVerdict;
import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties that hold for every sequence of events, tested with random ones. */
class PropertiesTest {
  private static final List<String> WORDS = List.of(
      "NOT_START",
      "SUBMITTED",
      "QUEUED",
      "IN_PROGRESS",
      "SUCCESS",
      "succeeded",
      "FAILURE",
      "EXPIRED",
      "queueing",
      "");
  private static final long SECOND = 1_000_000_000L;
  private static final TaskId ID = TaskId.of("asyntask_A");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_first_final_status_remains_valid(long seed) {
    Random random = new Random(seed);
    VideoTask valid = null;
    TaskStatus end = null;
    for (int i = 0; i < 300; i++) {
      VideoTask observation = observation(WORDS.get(random.nextInt(WORDS.size())));
      TaskTransition transition = TaskTransition.between(valid, observation);

      assertThat(transition == TaskTransition.FINISHED)
          .isEqualTo(end == null && observation.isFinished());
      valid = transition.validObservation(valid, observation);
      end = end == null && observation.isFinished() ? observation.status() : end;

      assertThat(valid.status()).isEqualTo(end == null ? observation.status() : end);
      assertThat(TaskTransition.between(valid, valid)).isEqualTo(TaskTransition.REPEATED);
    }
  }

  private static VideoTask observation(String word) {
    TaskFailure failure = TaskStatus.of(word) == TaskStatus.FAILURE ? new TaskFailure("") : null;
    return VideoTask.builder(ID, word, Instant.EPOCH).failure(failure).build();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_throttle_permits_no_more_than_its_rate_and_a_small_burst_and_nothing_during_a_pause(
      long seed) {
    Random random = new Random(seed);
    double rate = 1 + random.nextInt(200);
    RequestThrottle throttle = new RequestThrottle(rate);
    Deque<Long> lastSecond = new ArrayDeque<>();
    long now = 0;
    long pausedUntil = 0;
    for (int i = 0; i < 2_000; i++) {
      now += random.nextInt(3) == 0 ? (long) (random.nextDouble() * SECOND / rate) : 0;
      now = Math.max(now, throttle.opensAt());
      assertThat(now).isGreaterThanOrEqualTo(pausedUntil);
      throttle.pass(now);
      throttle.sent(now);
      lastSecond.add(now);
      while (lastSecond.getFirst() <= now - SECOND) {
        lastSecond.removeFirst();
      }
      assertThat(lastSecond)
          .hasSizeLessThanOrEqualTo((int) (rate + Math.max(1, Math.floor(rate / 10))));
      if (random.nextInt(40) == 0) {
        Duration retryAfter =
            random.nextBoolean() ? null : Duration.ofMillis(random.nextInt(900_000));
        throttle.failed(Responses.error(ID, 429, retryAfter), now, now);
        pausedUntil = now + (retryAfter == null ? 0 : Math.min(retryAfter.toNanos(), 600 * SECOND));
      } else if (random.nextInt(3) == 0) {
        throttle.succeeded(now, now);
      }
      assertThat(throttle.rate(now)).isBetween(1.0, rate);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void
      a_wait_is_given_up_after_ten_consecutive_failed_polls_and_five_minutes_without_an_observation(
          long seed) {
    Random random = new Random(seed);
    WaitState state = WaitState.begin();
    GatewayHistory history = GatewayHistory.NONE;
    GiveUpPolicy policy = GiveUpPolicy.defaults();
    long now = 0;
    long lastObserved = 0;
    int failures = 0;
    for (int i = 0; i < 3_000; i++) {
      now += random.nextInt(60) * SECOND;
      if (random.nextInt(8) == 0) {
        VideoTask queued = VideoTask.builder(ID, "QUEUED", Instant.EPOCH).build();
        state = state.on(queued, Duration.ofNanos(now)).state();
        lastObserved = now;
        failures = 0;
        continue;
      }
      QueryException error = random.nextBoolean()
          ? new NetworkException("reset", QueryDetails.of(ID), null)
          : new GatewayUnavailableException(QueryDetails.of(ID));
      failures++;

      WaitVerdict verdict = state.on(error, Duration.ofNanos(now), history, policy);
      state = verdict.state();

      assertThat(verdict instanceof WaitVerdict.GaveUp)
          .isEqualTo(failures >= 10 && now - lastObserved >= 300 * SECOND);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_interval_of_a_schedule_is_more_than_zero_and_bounded(long seed) {
    Random random = new Random(seed);
    List<PollSchedule> schedules = List.of(
        PollSchedule.defaults(),
        PollSchedule.exponential(
                Duration.ofSeconds(1), 1 + random.nextDouble(), Duration.ofSeconds(50))
            .withJitter(0.3),
        PollSchedule.fixed(Duration.ofSeconds(15)).withJitter(0.99));
    for (int i = 0; i < 500; i++) {
      PollContext context = new PollContext(
          ID,
          null,
          null,
          Duration.ofMillis(random.nextInt(100_000_000)),
          null,
          random.nextInt(10_000),
          random.nextInt(3),
          null,
          random.nextDouble());
      schedules.forEach(schedule -> assertThat(schedule.next(context))
          .isBetween(Duration.ofNanos(1), Duration.ofSeconds(66)));
    }
  }
}
