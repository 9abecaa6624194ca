package io.happyhorse.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.TaskScript;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The fixture of one test of the contract: a fake gateway, a virtual time and the adapter. Thread-safe. */
final class ContractFixture {
  static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  static final TaskId ID = TaskId.of("asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya");
  static final Duration SHORT = Duration.ofMillis(400);
  static final Duration LONG = Duration.ofSeconds(10);
  static final Duration TOLERANCE = Duration.ofMillis(100);
  static final int MEASUREMENTS = 10;
  static final Duration LONGEST_MEASUREMENT = Duration.ofSeconds(30);

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final Connector connector;
  private final List<TaskQueryPort> adapters = new ArrayList<>();

  /** Creates an adapter. */
  @FunctionalInterface
  interface Connector {
    TaskQueryPort connect(URI baseUri, String apiKey, TimeSource time);
  }

  ContractFixture(Connector connector) {
    this.connector = connector;
  }

  static TaskScript always(Fault fault) {
    return TaskScript.succeeding().onEveryQuery(fault);
  }

  /** Returns a response with a body in which apostrophes stand for quotes. */
  static Fault body(String json) {
    return Fault.response(200, "application/json", json.replace('\'', '"'));
  }

  VirtualTime time() {
    return time;
  }

  FakeHappyHorse gateway() {
    return gateway;
  }

  /** Returns the adapter of the test. */
  synchronized TaskQueryPort port() {
    return adapters.isEmpty() ? connect(gateway.baseUri(), gateway.apiKey()) : adapters.get(0);
  }

  synchronized TaskQueryPort connect(URI baseUri, String apiKey) {
    TaskQueryPort adapter = connector.connect(baseUri, apiKey, time);
    adapters.add(adapter);
    return adapter;
  }

  VideoTask observe(TaskScript script) {
    gateway.accept(ID, script);
    return port().query(ID);
  }

  /** Returns the observation that the adapter reads from a body in which apostrophes stand for quotes. */
  VideoTask observeBody(String json) {
    return port().query(gateway.accept(always(body(json))));
  }

  <E extends QueryException> E assertError(Class<E> expected, Fault fault) {
    return assertError(expected, always(fault));
  }

  <E extends QueryException> E assertError(Class<E> expected, TaskScript script) {
    TaskId id = gateway.accept(script);
    QueryException error = assertThrows(QueryException.class, () -> port().query(id));
    assertEquals(id, error.taskId());
    return assertInstanceOf(expected, error);
  }

  void close() throws Exception {
    time.close();
    gateway.close();
    for (TaskQueryPort adapter : adapters) {
      if (adapter instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }
}
