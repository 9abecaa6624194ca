package io.happyhorse.testkit.junit;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static java.time.Duration.ofSeconds;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A short test of user code that waits for a task. */
@HappyHorseTest
class RendererTest {
  @Test
  void keeps_the_video(FakeHappyHorse gateway) {
    TaskId id =
        gateway.accept(TaskScript.succeeding().queued(ofSeconds(20)).running(ofSeconds(90)));
    new Renderer(gateway.watcher()).render(id); // two minutes pass in milliseconds
    assertThat(gateway).task(id).wasQueriedAtMost(9);
  }

  private record Renderer(TaskWatcher watcher) {
    void render(TaskId id) {
      assertThat(watcher.await(id, Duration.ofMinutes(30))).isSucceeded().hasLink();
    }
  }
}
