package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The watcher never calls foreign code under its lock: meanwhile, other threads can use the watcher. */
class ForeignCodeTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final Set<String> called = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<TaskWatcher> created = new CompletableFuture<>();

  /** Records a call after another thread has used the watcher. */
  private void record(String what) {
    CompletableFuture<WatcherSnapshot> elsewhere = new CompletableFuture<>();
    Thread other = new Thread(() -> elsewhere.complete(created.join().snapshot()));
    other.setDaemon(true);
    other.start();
    try {
      elsewhere.get(30, TimeUnit.SECONDS);
      called.add(what);
    } catch (InterruptedException | ExecutionException | TimeoutException blocked) {
      called.add(what + " under the lock");
    }
  }

  private final class Schedule implements PollSchedule {
    @Override
    public Duration next(PollContext context) {
      record("next");
      return Duration.ofMillis(1);
    }

    @Override
    public void observed(PollContext context) {
      record("observed");
    }

    @Override
    public void finished(VideoTask task, @Nullable String kind) {
      record("finished");
    }
  }

  @Test
  void runs_without_the_lock() {
    try (TaskWatcher watcher = TaskWatcher.builder((id, within) -> {
          record("query");
          if (!called.contains("onEvent")) {
            throw new GatewayUnavailableException(QueryDetails.of(id));
          }
          return StateFixture.observation(id, called.contains("listener") ? "SUCCESS" : "QUEUED")
              .toBuilder()
              .deferredRawJson(() -> {
                record("raw JSON");
                return "{}";
              })
              .build();
        })
        .schedule(new Schedule())
        .onEvent(event -> record("onEvent"))
        .build()) {
      created.complete(watcher);
      WaitOptions wait = WaitOptions.defaults()
          .freshlySubmitted()
          .onObservation(observation -> record("listener"));

      assertThat(watcher.watch(ID, wait).join().isSucceeded()).isTrue();
    }
    assertThat(called)
        .containsExactlyInAnyOrder(
            "next", "observed", "finished", "query", "raw JSON", "onEvent", "listener");
  }
}
