package io.happyhorse.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.SubmitFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The fixture of one test of the contract: a fake gateway, a virtual time and the adapters. */
final class SubmissionFixture {
  static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  static final Duration SHORT = Duration.ofMillis(400);

  /** A valid request. */
  static final VideoRequest REQUEST =
      VideoRequest.textToVideo("A cat on the moon").resolution("720P");

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final Function<FakeHappyHorse, TaskSubmitPort> connected;
  private final Function<FakeHappyHorse, TaskSubmitPort> unconnected;
  private final List<TaskSubmitPort> adapters = new ArrayList<>();

  SubmissionFixture(
      Function<FakeHappyHorse, TaskSubmitPort> connected,
      Function<FakeHappyHorse, TaskSubmitPort> unconnected) {
    this.connected = connected;
    this.unconnected = unconnected;
  }

  /** Returns the time source of the gateway and the adapters. */
  VirtualTime time() {
    return time;
  }

  /** Returns the gateway that the adapters submit to. */
  FakeHappyHorse gateway() {
    return gateway;
  }

  /** Returns a new adapter. */
  TaskSubmitPort port() {
    return tracked(connected.apply(gateway));
  }

  /** Returns a new adapter whose connections fail. */
  TaskSubmitPort unconnected() {
    return tracked(unconnected.apply(gateway));
  }

  /** Closes an adapter after the test. */
  TaskSubmitPort tracked(TaskSubmitPort adapter) {
    adapters.add(adapter);
    return adapter;
  }

  <E extends SubmitException> E failsAfterOnePost(Class<E> type, SubmitFault fault) {
    gateway.onSubmission(1, fault);
    E error = assertThrows(type, () -> port().submit(REQUEST));
    assertEquals(1, gateway.ledger().posts().size());
    return error;
  }

  void close() throws Exception {
    time.close();
    gateway.close();
    for (TaskSubmitPort adapter : adapters) {
      if (adapter instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }
}
