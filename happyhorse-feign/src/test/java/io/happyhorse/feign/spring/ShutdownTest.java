package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskHandle;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WatcherEvent;
import io.happyhorse.core.watch.WatcherListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.support.GenericApplicationContext;

class ShutdownTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final Queue<String> order = new ConcurrentLinkedQueue<>();
  private final TaskQueryPort running =
      (id, within) -> VideoTask.builder(id, "IN_PROGRESS", Instant.EPOCH).build();
  private final ApplicationContextRunner runner =
      Contexts.withKey().withBean("port", TaskQueryPort.class, () -> running);

  private WatcherListener recordingListener() {
    return event -> {
      if (event instanceof WatcherEvent.ClosedWhileWaiting) {
        order.add("watcher");
      }
    };
  }

  private record Stopping(String name, int phase, Queue<String> order, AtomicBoolean started)
      implements SmartLifecycle {
    Stopping(String name, int phase, Queue<String> order) {
      this(name, phase, order, new AtomicBoolean());
    }

    @Override
    public void start() {
      started.set(true);
    }

    @Override
    public void stop() {
      started.set(false);
      order.add(name);
    }

    @Override
    public boolean isRunning() {
      return started.get();
    }

    @Override
    public int getPhase() {
      return phase;
    }
  }

  @Test
  void the_watcher_is_closed_after_the_web_server_and_before_pools_are_destroyed() {
    int graceful = WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    runner
        .withBean("listener", WatcherListener.class, this::recordingListener)
        .withBean("graceful", Stopping.class, () -> new Stopping("requests", graceful, order))
        .withBean(
            "server", Stopping.class, () -> new Stopping("web server", graceful - 1024, order))
        .withBean("own", Stopping.class, () -> new Stopping("lifecycle in phase 0", 0, order))
        .withBean("pool", DisposableBean.class, () -> () -> order.add("pool"))
        .run(context -> context.getBean(TaskWatcher.class).watch(ID, Duration.ofMinutes(1)));

    assertThat(order)
        .containsExactly("requests", "web server", "watcher", "lifecycle in phase 0", "pool");
  }

  @Test
  void a_wait_ends_with_an_error_that_names_the_task() {
    TaskHandle[] handle = new TaskHandle[1];
    runner.run(
        context -> handle[0] = context.getBean(TaskWatcher.class).watch(ID, Duration.ofMinutes(1)));

    assertThat(handle[0].future())
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(WatcherClosedException.class)
        .withMessageContaining("asyntask_A");
  }

  @Test
  void a_context_that_stops_and_starts_again_keeps_its_watcher() {
    runner.withBean("listener", WatcherListener.class, this::recordingListener).run(context -> {
      TaskWatcher watcher = context.getBean(TaskWatcher.class);
      GenericApplicationContext child = new GenericApplicationContext(context);
      child.refresh();

      child.close();
      ((GenericApplicationContext) context.getSourceApplicationContext()).stop();
      ((GenericApplicationContext) context.getSourceApplicationContext()).start();

      watcher.watch(ID, Duration.ofMinutes(1));
      assertThat(order).isEmpty();
    });

    assertThat(order).containsExactly("watcher");
  }

  @Test
  void one_line_at_info_has_the_number_of_waits_and_ten_ids() {
    Queue<LogRecord> logged = new ConcurrentLinkedQueue<>();
    Handler capture = new Handler() {
      @Override
      public void publish(LogRecord line) {
        // other tests may use the same logger at the same time
        if (line.getMessage().contains("asyntask_shutdown")) {
          logged.add(line);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger logger = Logger.getLogger(TaskWatcher.class.getName());
    logger.addHandler(capture);
    try {
      runner.run(context -> IntStream.rangeClosed(10, 21)
          .forEach(number -> context
              .getBean(TaskWatcher.class)
              .watch(TaskId.of("asyntask_shutdown" + number), Duration.ofMinutes(1))));
    } finally {
      logger.removeHandler(capture);
    }

    assertThat(logged).singleElement().satisfies(line -> {
      assertThat(line.getLevel()).isEqualTo(Level.INFO);
      assertThat(line.getMessage())
          .matches(
              ".* 12 tasks: asyntask_shutdown\\d\\d(, asyntask_shutdown\\d\\d){9} and 2 more.*");
    });
  }
}
