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

/** A gateway in memory on a virtual time, and one task that it is asked about. Register it as an extension. */
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

  /** Lets time pass, queries the task, and returns its status and progress. */
  String seenAfter(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
    VideoTask task = gateway.query(ID);
    return task.rawStatus() + " " + task.progress();
  }

  /** Lets time pass and queries the task, whatever comes of it. */
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
