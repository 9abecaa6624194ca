package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of tasks, random faults, and stops and closes from several threads, in virtual time: every wait ends exactly once,
 * every task is polled regularly, and neither the limit of concurrent polls nor the rate is exceeded. {@code -Dstress.seeds=50}
 * runs it with more seeds, {@code -Dstress.tasks=20000} with more tasks.
 */
class StressTest {
  private static final int TASKS =
      Integer.getInteger("stress.tasks", Boolean.getBoolean("happyhorse.full") ? 20_000 : 2_000);
  private static final int MAX_IN_FLIGHT = 16;
  private static final double RATE = 2_000;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("stress.seeds", 1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void every_wait_ends_exactly_once(long seed) throws InterruptedException {
    VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
    FaultyPort gateway = new FaultyPort(time, seed);
    TaskWatcher watcher = TaskWatcher.builder(gateway)
        .time(time)
        .maxInFlight(MAX_IN_FLIGHT)
        .ratePerSecond(RATE)
        .build();
    Map<TaskHandle, AtomicInteger> ends = new ConcurrentHashMap<>();
    Queue<String> errors = new ConcurrentLinkedQueue<>();
    List<TaskHandle> handles = new ArrayList<>();
    Random random = new Random(seed);
    for (int i = 0; i < TASKS; i++) {
      TaskId id = TaskId.of("asyntask_" + random.nextInt(TASKS));
      WaitOptions wait = random.nextInt(10) == 0
          ? WaitOptions.withoutTimeout()
          : WaitOptions.within(Duration.ofSeconds(1 + random.nextInt(1_800)));
      TaskHandle handle = watcher.watch(id, random.nextBoolean() ? wait.freshlySubmitted() : wait);
      handles.add(handle);
      ends.put(handle, new AtomicInteger());
      CompletableFuture<VideoTask> unused = handle.future().whenComplete((task, error) -> {
        ends.get(handle).incrementAndGet();
        check(handle, task, error, errors);
      });
    }
    List<Thread> stoppers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      stoppers.add(stopper(time, handles, new Random(seed + i)));
    }
    time.sleep(Duration.ofMinutes(20));
    gateway.withoutFaults = true;
    time.sleep(Duration.ofMinutes(8)); // the rate recovers
    Duration unpolled = longestUnpolled(handles, gateway, time);
    for (int i = 0; i < 3; i++) {
      stoppers.add(thread(time, "closer", watcher::close));
    }
    time.sleep(Duration.ofHours(1));
    for (Thread stopper : stoppers) {
      stopper.join();
    }

    assertThat(errors).isEmpty();
    assertThat(unpolled).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2));
    assertThat(ends.values()).extracting(AtomicInteger::get).containsOnly(1);
    assertThat(gateway.maxInFlight.get()).isLessThanOrEqualTo(MAX_IN_FLIGHT);
    assertThat(gateway.maxPerSecond()).isLessThanOrEqualTo((long) RATE);
  }

  private static void check(
      TaskHandle handle, VideoTask task, Throwable error, Queue<String> errors) {
    boolean isExpected = error == null
        ? task.id().equals(handle.taskId()) && (task.link() != null || task.failure() != null)
        : error instanceof WaitException wait && wait.taskId().equals(handle.taskId());
    if (!isExpected) {
      errors.add(handle + " ended with " + task + ", " + error);
    }
  }

  private static Thread stopper(VirtualTime time, List<TaskHandle> handles, Random random) {
    return thread(time, "stopper", () -> {
      for (int i = 0; i < 1_800; i++) { // continues after the watcher is closed
        time.sleep(Duration.ofMillis(random.nextInt(2_000)));
        TaskHandle handle = handles.get(random.nextInt(handles.size()));
        handle.stop();
        if (random.nextBoolean()) {
          handle.stop();
        }
      }
    });
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static Thread thread(VirtualTime time, String name, Work work) {
    PendingWork activity = time.begin(name);
    Thread thread = new Thread(() -> {
      activity.bindToCurrentThread();
      try (activity) {
        work.run();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    });
    thread.start();
    return thread;
  }

  /** Returns how long ago the least recently polled open task was polled. */
  private static Duration longestUnpolled(
      List<TaskHandle> handles, FaultyPort gateway, VirtualTime time) {
    return handles.stream()
        .filter(handle -> !handle.future().isDone())
        .map(handle -> gateway.queriedAt.getOrDefault(handle.taskId(), 0L))
        .map(time::since)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  /** A port with random observations, errors, delays and defects. */
  private static final class FaultyPort implements TaskQueryPort {
    private final VirtualTime time;
    private final long seed;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Map<Long, AtomicInteger> perMilli = new ConcurrentHashMap<>();
    volatile boolean withoutFaults;
    final Map<TaskId, Long> queriedAt = new ConcurrentHashMap<>();
    final AtomicInteger maxInFlight = new AtomicInteger();

    FaultyPort(VirtualTime time, long seed) {
      this.time = time;
      this.seed = seed;
    }

    @Override
    public VideoTask query(TaskId id, Duration within) {
      maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
      queriedAt.put(id, time.nanoTime());
      long millis = time.nanoTime() / 1_000_000;
      perMilli.computeIfAbsent(millis, unused -> new AtomicInteger()).incrementAndGet();
      try {
        return respond(id, new Random(seed ^ id.hashCode() * 31L ^ millis));
      } finally {
        inFlight.decrementAndGet();
      }
    }

    private VideoTask respond(TaskId id, Random random) {
      if (withoutFaults) {
        return VideoTask.builder(id, "QUEUED", time.instant()).build();
      }
      if (random.nextInt(20) == 0) {
        pause(random);
      }
      QueryDetails details = QueryDetails.of(id);
      switch (random.nextInt(60)) {
        case 0, 1 -> throw new NetworkException("reset", details, null);
        case 2 -> throw Responses.error(id, 503, null);
        case 3 -> throw new MalformedResponseException("cut", details, null);
        case 4 -> throw new TaskNotFoundException(details);
        case 5 ->
          throw random.nextInt(40) == 0
              ? new UnauthorizedException(details)
              : new IllegalStateException("defect");
        case 6 -> throw limited(id, random);
        case 7, 8, 9 -> {
          return Responses.observation(id, "SUCCESS", time.instant());
        }
        case 10 -> {
          return VideoTask.builder(id, "FAILURE", time.instant())
              .failure(new TaskFailure(""))
              .build();
        }
        case 11 -> {
          return VideoTask.builder(id, "SUCCESS", time.instant()).build();
        }
        default -> {
          return VideoTask.builder(
                  id, random.nextBoolean() ? "QUEUED" : "IN_PROGRESS", time.instant())
              .build();
        }
      }
    }

    private static QueryException limited(TaskId id, Random random) {
      Duration retryAfter =
          random.nextInt(200) == 0 ? Duration.ofSeconds(random.nextInt(20)) : Duration.ZERO;
      return Responses.error(id, 429, retryAfter);
    }

    private void pause(Random random) {
      try {
        time.sleep(Duration.ofMillis(random.nextInt(random.nextInt(50) == 0 ? 40_000 : 500)));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }

    /** Returns the maximum number of requests within one second, which may begin at any millisecond. */
    long maxPerSecond() {
      long[] counts = new long
          [(int) (perMilli.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1)];
      perMilli.forEach((millis, count) -> counts[millis.intValue()] = count.get());
      long max = 0;
      long inWindow = 0;
      for (int i = 0; i < counts.length; i++) {
        inWindow += counts[i] - (i >= 1_000 ? counts[i - 1_000] : 0);
        max = Math.max(max, inWindow);
      }
      return max;
    }
  }
}
