package io.happyhorse.examples.consumers;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests a user's service with the test kit, over HTTP and in memory. */
@HappyHorseTest
class RendererTest {
  @Test
  void waits_for_a_video_despite_errors(FakeHappyHorse gateway, VirtualTime time) {
    TaskId id = gateway.accept(TaskScript.succeeding()
        .queued(Duration.ofSeconds(20))
        .running(Duration.ofSeconds(90))
        .onQuery(2, GatewayErrors.proxyPage(502))
        .onQuery(4, Fault.connectionReset()));
    FeignTaskQuery tasks = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .time(time)
        .build();

    try (TaskWatcher watcher = TaskWatcher.builder(tasks).time(time).build()) {
      VideoTask done = watcher.await(id, Duration.ofMinutes(15));

      assertThat(done).isSucceeded().hasProgress(100).hasLink();
    }
    assertThat(gateway)
        .didNotLeakApiKey()
        .task(id)
        .wasQueriedAtMost(12)
        .wasNotQueriedAfterItEnded();
  }

  @Test
  void waits_in_memory_too(TaskWatcher watcher, InMemoryTaskQuery gateway) {
    TaskId id = gateway.accept(TaskScript.failing("DataInspectionFailed", "Try another prompt."));

    assertThat(watcher.await(id, Duration.ofMinutes(15)).failure())
        .hasToString("task failed, code: DataInspectionFailed, message: Try another prompt.");
  }
}
