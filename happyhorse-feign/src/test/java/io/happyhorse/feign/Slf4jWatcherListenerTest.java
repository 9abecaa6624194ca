package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.core.watch.WatcherEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Slf4jWatcherListenerTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final TaskId CLOSED = TaskId.of("asyntask_closed_while_waiting");

  private final Slf4jWatcherListener listener = new Slf4jWatcherListener();
  private final Logger logger = Logger.getLogger(TaskWatcher.class.getName());
  private final Queue<LogRecord> logged = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.currentThread();
  private final Handler capture = new Handler() {
    @Override
    public void publish(LogRecord line) {
      // other tests may use the same logger at the same time
      if (Thread.currentThread() == thread || line.getMessage().contains(CLOSED.value())) {
        logged.add(line);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(capture);
  }

  @AfterEach
  void stop() {
    logger.removeHandler(capture);
    logger.setUseParentHandlers(true);
    logger.setLevel(null);
  }

  private static List<TaskId> ids(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> TaskId.of("t" + i)).toList();
  }

  /** The levels of java.util.logging; FINE is DEBUG in SLF4J. */
  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(
            new WatcherEvent.ClosedWhileWaiting(ids(1)),
            Level.INFO,
            "The watcher was closed while it waited for 1 task: t1. To resume, wait for the same ids"),
        Arguments.of(
            new WatcherEvent.ClosedWhileWaiting(ids(10)),
            Level.INFO,
            "The watcher was closed while it waited for 10 tasks: t1, t2, t3, t4, t5, t6, t7, t8, t9, t10."
                + " To resume, wait for the same ids"),
        Arguments.of(
            new WatcherEvent.ClosedWhileWaiting(ids(3_000)),
            Level.INFO,
            "The watcher was closed while it waited for 3000 tasks: t1, t2, t3, t4, t5, t6, t7, t8, t9, t10"
                + " and 2990 more. To resume, wait for the same ids"),
        Arguments.of(
            new WatcherEvent.Paused(
                Duration.ofSeconds(5), new RateLimitedException(QueryDetails.of(ID))),
            Level.WARNING,
            "All polls pause for at least PT5S. The gateway limits the request rate"),
        Arguments.of(
            new WatcherEvent.Paused(
                Duration.ofSeconds(5), new GatewayUnavailableException(QueryDetails.of(ID))),
            Level.WARNING,
            "All polls pause for at least PT5S. "
                + new GatewayUnavailableException(QueryDetails.of(ID)).problem()),
        Arguments.of(
            new WatcherEvent.RetryAfterCapped(Duration.ofHours(5), Duration.ofMinutes(10)),
            Level.WARNING,
            "The gateway requested a pause of PT5H; the pause is PT10M"),
        Arguments.of(
            new WatcherEvent.RoundExceedsTimeout(
                9_000, Duration.ofMinutes(3), Duration.ofMinutes(2)),
            Level.WARNING,
            "Polling each of 9000 tasks once takes PT3M, longer than a timeout of PT2M:"
                + " raise the rate, or use fewer tasks"),
        Arguments.of(
            new WatcherEvent.WorkerReplaced(ID, true),
            Level.WARNING,
            "A poll of task asyntask_A ignores interrupts; another thread takes its place"),
        Arguments.of(
            new WatcherEvent.WorkerReplaced(ID, false),
            Level.WARNING,
            "A poll of task asyntask_A ignores interrupts; another thread cannot take its place"),
        Arguments.of(
            new WatcherEvent.ScheduleFailed(ID, defect()),
            Level.WARNING,
            "The schedule failed for task asyntask_A; the default schedule decided"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void logs_one_line_for_an_event(WatcherEvent event, Level level, String message) {
    listener.onEvent(event);

    assertThat(logged).singleElement().satisfies(line -> {
      assertThat(line.getLevel()).isEqualTo(level);
      assertThat(line.getMessage()).isEqualTo(message);
      assertThat(line.getThrown())
          .isEqualTo(event instanceof WatcherEvent.ScheduleFailed failed ? failed.error() : null);
    });
  }

  @Test
  void logs_a_failed_poll_for_debugging_only_and_without_a_stack_trace() {
    GatewayUnavailableException error =
        new GatewayUnavailableException(new QueryDetails(ID, null, 503, null, 3, null, null));

    listener.onEvent(new WatcherEvent.PollFailed(error));

    assertThat(logged).singleElement().satisfies(line -> {
      assertThat(line.getLevel()).isEqualTo(Level.FINE);
      assertThat(line.getMessage()).contains("A poll failed", "asyntask_A", "503");
      assertThat(line.getThrown()).isNull();
    });
  }

  @Test
  void logs_neither_the_key_nor_a_signed_link() {
    String key = "marked-key-3141592653";
    String link = "https://h/v.mp4?Expires=1&Signature=marked-signature";
    try (CannedGateway gateway = new CannedGateway()) {
      gateway.responds(400, Map.of(), "{\"message\":\"Bearer " + key + " is for " + link + "\"}");
      FeignTaskQuery tasks = FeignTaskQuery.builder(key).baseUrl(gateway.url()).build();

      QueryException error = catchThrowableOfType(QueryException.class, () -> tasks.query(ID));
      listener.onEvent(new WatcherEvent.PollFailed(error));
    }

    assertThat(logged)
        .singleElement()
        .extracting(LogRecord::getMessage)
        .asString()
        .contains("asyntask_A", "https://h/v.mp4")
        .doesNotContain(key, "marked-signature");
  }

  @Test
  void logs_the_waits_that_end_when_a_watcher_is_closed() {
    TaskQueryPort port =
        (id, within) -> VideoTask.builder(id, "QUEUED", Instant.EPOCH).build();
    try (TaskWatcher watcher = TaskWatcher.builder(port).onEvent(listener).build()) {
      watcher.watch(CLOSED, WaitOptions.withoutTimeout());
    }

    assertThat(logged)
        .singleElement()
        .extracting(LogRecord::getMessage)
        .asString()
        .startsWith("The watcher was closed while it waited for 1 task: " + CLOSED + ".");
  }

  private static IllegalStateException defect() {
    return new IllegalStateException("broken");
  }
}
