package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it inspects all threads of the process")
class WatcherThreadsTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  @Test
  void a_closed_watcher_leaves_no_thread() {
    ScriptedPort gateway = new ScriptedPort(TimeSource.system());
    gateway.alwaysReturns("QUEUED");
    TaskWatcher real = TaskWatcher.of(gateway);
    Set<Thread> before = threads();
    TaskHandle handle = real.watch(ID, Duration.ofMinutes(15));
    Set<Thread> started = threads();
    started.removeAll(before);
    assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);

    real.close();

    assertThat(handle.future()).isCompletedExceptionally();
    assertThat(started).noneMatch(Thread::isAlive);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("happyhorse-"))
        .collect(Collectors.toSet());
  }
}
