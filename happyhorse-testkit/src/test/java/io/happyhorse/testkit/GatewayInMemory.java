package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway in memory on a virtual time, and the id of one task. Register it as an extension. */
public final class GatewayInMemory implements AfterEachCallback {
  public static final Instant START = Instant.ofEpochSecond(1_777_343_862);
  public static final TaskId ID = TaskId.of("asyntask_A");

  private final VirtualTime time;
  private final InMemoryTaskQuery gateway;

  public GatewayInMemory() {
    this(START);
  }

  GatewayInMemory(Instant start) {
    this.time = VirtualTime.lenient(start);
    this.gateway = InMemoryTaskQuery.on(time);
  }

  public VirtualTime time() {
    return time;
  }

  public InMemoryTaskQuery gateway() {
    return gateway;
  }

  /** Advances the time, queries the task, and returns its status and progress. */
  String observedAfter(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
    VideoTask task = gateway.query(ID);
    return task.rawStatus() + " " + task.progress();
  }

  /** Advances the time and queries the task; the query may fail. */
  public void queryAfter(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
    try {
      assertThat(gateway.query(ID).id()).isEqualTo(ID);
    } catch (QueryException expected) {
      assertThat(expected.taskId()).isEqualTo(ID);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    gateway.close();
    time.close();
  }
}
