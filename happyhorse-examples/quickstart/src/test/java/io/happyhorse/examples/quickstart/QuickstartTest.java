package io.happyhorse.examples.quickstart;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskFailedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuickstartTest {
  // snippet: test
  private final VirtualTime time = VirtualTime.autoAdvancing(Instant.now());
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final FeignTaskQuery tasks = FeignTaskQuery.builder()
      .baseUrl(gateway.baseUri().toString())
      .apiKey(gateway.apiKey())
      .time(time)
      .build();
  private final Quickstart quickstart = new Quickstart(TaskWatcher.of(tasks, time));

  @Test
  void finds_the_video_of_a_task_that_takes_two_minutes() {
    TaskId id =
        gateway.accept(TaskScript.succeeding().queuedFor(ofSeconds(20)).runningFor(ofSeconds(100)));

    assertThat(quickstart.videoOf(id)).hasPath("/storage/" + id + "_refiner.mp4");
    assertThat(gateway.queries(id)).isBetween(8, 11); // two minutes have passed, and no time at all
  }

  @Test
  void says_why_there_is_no_video() {
    TaskId id = gateway.accept(TaskScript.failing("DataInspectionFailed", "not this prompt"));

    assertThatThrownBy(() -> quickstart.videoOf(id))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("not this prompt");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }
  // end
}
