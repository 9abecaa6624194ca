package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The watcher during and after an outage of the gateway. */
class GatewayOutageTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final List<Long> requests = new CopyOnWriteArrayList<>();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  @AfterEach
  void closeTime() {
    time.close();
  }

  /** An error of the gateway for a task, with or without a requested pause. */
  private enum GatewayError {
    RATE_LIMITED,
    UNAVAILABLE;

    QueryException of(TaskId id, @Nullable Duration retryAfter) {
      return Responses.error(id, this == RATE_LIMITED ? 429 : 503, retryAfter);
    }
  }

  private VideoTask running(TaskId id) {
    return Responses.observation(id, "IN_PROGRESS", time.instant());
  }

  private VideoTask done(TaskId id) {
    return Responses.observation(id, "SUCCESS", time.instant());
  }

  private long now() {
    return time.since(0).toMillis();
  }

  private TaskWatcherBuilder watcher(TaskQueryPort port) {
    return TaskWatcher.builder((id, within) -> {
          requests.add(now());
          return port.query(id, within);
        })
        .time(time)
        .onEvent(event -> {
          if (event instanceof WatcherEvent.Paused paused) {
            pauses.add(paused.pause());
          }
        });
  }

  /** A watcher that polls each task every second, one at a time and 10 per second; no task ends. */
  private TaskWatcher tenPerSecond(
      Duration outage, GatewayError error, @Nullable Duration retryAfter) {
    return watcher((id, within) -> {
          if (time.since(0).compareTo(outage) < 0) {
            throw error.of(id, retryAfter);
          }
          return running(id);
        })
        .schedule(PollSchedule.fixed(SECOND))
        .ratePerSecond(10)
        .maxInFlight(1)
        .build();
  }

  private static void watch(TaskWatcher watcher, int tasks) {
    for (int task = 0; task < tasks; task++) {
      watcher.watch(TaskId.of("t" + task), WaitOptions.withoutTimeout());
    }
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  static Stream<Arguments> outages() {
    Duration none = null;
    return Stream.of(
        Arguments.of(
            GatewayError.RATE_LIMITED, seconds(30), 1, List.of(0L, 30_000L), List.of(seconds(30))),
        Arguments.of(
            GatewayError.RATE_LIMITED,
            none,
            130,
            List.of(0L, 5_000L, 15_000L, 35_000L, 75_000L, 135_000L),
            List.of(seconds(5), seconds(10), seconds(20), seconds(40), seconds(60))),
        Arguments.of(
            GatewayError.UNAVAILABLE, seconds(30), 1, List.of(0L, 30_000L), List.of(seconds(30))),
        Arguments.of(
            GatewayError.UNAVAILABLE,
            none,
            10,
            List.of(
                0L, 100L, 200L, 300L, 400L, 1_400L, 2_400L, 3_400L, 4_400L, 5_400L, 6_400L, 7_400L,
                8_400L, 9_400L, 10_400L),
            List.of(SECOND)));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void pauses_all_tasks_and_probes_the_gateway(
      GatewayError error,
      @Nullable Duration retryAfter,
      int outageSeconds,
      List<Long> requestsUntilObservation,
      List<Duration> announced)
      throws InterruptedException {
    long end = requestsUntilObservation.get(requestsUntilObservation.size() - 1);
    try (TaskWatcher watcher = tenPerSecond(seconds(outageSeconds), error, retryAfter)) {
      watch(watcher, 10);
      time.sleep(Duration.ofMillis(end).plus(seconds(20)));
    }

    assertThat(requests.stream().filter(at -> at <= end))
        .containsExactlyElementsOf(requestsUntilObservation);
    assertThat(pauses).containsExactlyElementsOf(announced);
  }

  private long requestsBetween(long from, long to) {
    return requests.stream().filter(at -> at >= from && at < to).count();
  }

  @Test
  void ends_only_waits_whose_deadline_has_passed() throws InterruptedException {
    List<TaskHandle> waits = new ArrayList<>();
    List<Long> ends = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> recorded = new ArrayList<>();
    try (TaskWatcher watcher = watcher((id, within) -> {
          if (now() >= 1_000 && now() < 60_000) {
            throw GatewayError.UNAVAILABLE.of(id, null);
          }
          return now() < 60_000 ? running(id) : done(id);
        })
        .schedule(PollSchedule.fixed(SECOND))
        .build()) {
      for (int task = 0; task < 40; task++) {
        WaitOptions wait =
            task < 20 ? WaitOptions.within(seconds(5 + 2L * task)) : WaitOptions.withoutTimeout();
        TaskHandle handle = watcher.watch(TaskId.of("t" + task), wait);
        waits.add(handle);
        recorded.add(handle.future().handle((observation, error) -> {
          ends.add(now());
          return null;
        }));
      }
      time.sleep(seconds(90));
    }

    assertThat(recorded).allMatch(CompletableFuture::isDone);
    for (int task = 0; task < 40; task++) {
      CompletableFuture<VideoTask> future = waits.get(task).future();
      if (task < 20) {
        TaskId id = waits.get(task).taskId();
        assertThat(future).isCompletedExceptionally();
        assertThat(future.handle((observation, error) -> error).join())
            .isInstanceOfSatisfying(WaitDeadlineException.class, error -> {
              assertThat(error.taskId()).isEqualTo(id);
              assertThat(error.details().lastObservation()).isNotNull();
            });
        assertThat(ends.get(task)).isBetween(5_000L + 2_000L * task, 5_100L + 2_000L * task);
      } else {
        assertThat(future.join().isSucceeded()).isTrue();
        assertThat(ends.get(task)).isBetween(60_000L, 66_000L);
      }
    }
  }

  /** A wait for a task that ends at a given time, and the time at which its end was observed. */
  private record Waiting(long end, CompletableFuture<Long> observed) {
    /** Returns how late its end was observed, not counting the rest of an outage. */
    long lagBeyond(long outageEnd) {
      return observed.join() - Math.max(end, outageEnd);
    }
  }

  @Test
  void of_10_s_costs_1000_tasks_few_requests_and_little_delay() throws InterruptedException {
    long outageBegin = 25_000;
    long ends = 35_000;
    Random random = new Random(13);
    long[] durations = random.longs(1_000, 15_000, 45_000).toArray();
    List<Waiting> waits = new ArrayList<>();
    TaskQueryPort gateway = (id, within) -> {
      sleep(Duration.ofMillis(20));
      if (now() >= outageBegin && now() < ends) {
        throw GatewayError.UNAVAILABLE.of(id, null);
      }
      return now() < durations[Integer.parseInt(id.value().substring(1))] ? running(id) : done(id);
    };
    try (TaskWatcher watcher = watcher(gateway)
        .schedule(PollSchedule.fixed(seconds(5)))
        .ratePerSecond(250)
        .build()) {
      for (int task = 0; task < durations.length; task++) {
        waits.add(new Waiting(
            durations[task],
            watcher
                .watch(TaskId.of("t" + task), WaitOptions.within(Duration.ofMinutes(5)))
                .future()
                .thenApply(done -> now())));
      }
      time.sleep(seconds(90));
    }

    assertThat(waits).allMatch(wait -> wait.observed().isDone());
    assertThat(requestsBetween(outageBegin, ends)).isLessThanOrEqualTo(20);
    long[] late = waits.stream()
        .filter(wait -> wait.end() >= outageBegin)
        .mapToLong(wait -> wait.lagBeyond(ends))
        .sorted()
        .toArray();
    assertThat(late[(int) (0.95 * (late.length - 1))]).isLessThanOrEqualTo(5_000);
  }

  private void sleep(Duration duration) {
    try {
      time.sleep(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
