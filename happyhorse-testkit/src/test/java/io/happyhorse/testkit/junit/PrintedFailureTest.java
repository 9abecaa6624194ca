package io.happyhorse.testkit.junit;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.testkit.engine.EngineTestKit;

@Isolated("it replaces System.err")
class PrintedFailureTest {
  @HappyHorseTest(seed = 42)
  static class Fails {
    @Test
    void by_itself(TaskQueryPort port, InMemoryTaskQuery tasks) {
      TaskId id = TaskId.of("asyntask_A");
      tasks.accept(id, TaskScript.succeeding().queued(Duration.ofSeconds(20)));
      assertThat(port.query(id)).isPending();
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void has_the_timeline_of_each_task_and_the_seed() {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(Fails.class))
          .execute()
          .testEvents()
          .assertStatistics(events -> events.failed(1));
    } finally {
      System.setErr(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Queries to the gateway of by_itself(TaskQueryPort, InMemoryTaskQuery):",
            "Task asyntask_A, accepted at 2026-04-28T02:37:42Z, queries: 1",
            "      +0.000 s    1  QUEUED 20%",
            "The seed of by_itself(TaskQueryPort, InMemoryTaskQuery) was 42: to repeat it, use"
                + " @HappyHorseTest(seed = 42) or -Dhappyhorse.seed=42.");
  }
}
