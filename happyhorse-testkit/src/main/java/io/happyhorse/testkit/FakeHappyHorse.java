package io.happyhorse.testkit;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.Time;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A gateway in memory, on a free port of this machine, for tests and demonstrations: it answers
 * {@code GET /v1/video/generations/{task_id}} as each task's {@link TaskScript} says, insists on its own API key, and serves the
 * video of a task that succeeded.
 *
 * <pre>{@code
 * try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
 *   TaskId id = gateway.accept(TaskScript.succeeding().queuedForQueries(1).runningForQueries(2));
 *   // ask gateway.baseUri() with gateway.apiKey() for id
 * }
 * }</pre>
 *
 * <p>Thread-safe; any number of fakes live side by side.
 */
public final class FakeHappyHorse implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int JOURNAL = 1_000;

  private final Time time;
  private final String apiKey = "sk-fake" + UUID.randomUUID().toString().replace("-", "");
  private final Map<String, FakeTask> tasks = new ConcurrentHashMap<>();
  private final WireMockServer server;

  private FakeHappyHorse(Time time) {
    this.time = time;
    this.server = new WireMockServer(options()
        .bindAddress(LOOPBACK)
        .dynamicPort()
        .asynchronousResponseEnabled(true)
        .maxRequestJournalEntries(JOURNAL)
        .extensions(new GatewayAnswers(this)));
  }

  /**
   * Starts a gateway on the system's time.
   *
   * @return the running gateway
   */
  public static FakeHappyHorse start() {
    return start(Time.system());
  }

  /**
   * Starts a gateway on a time of the caller's choice, such as an {@link AcceleratedTime}.
   *
   * @param time what its scripts pass in
   * @return the running gateway
   */
  public static FakeHappyHorse start(Time time) {
    FakeHappyHorse gateway = new FakeHappyHorse(time);
    gateway.server.start();
    gateway.server.stubFor(WireMock.any(WireMock.anyUrl())
        .willReturn(WireMock.aResponse().withTransformers(GatewayAnswers.NAME)));
    return gateway;
  }

  /**
   * Accepts a task under a new id, as creating one would.
   *
   * @param script what becomes of it, beginning now
   * @return its id
   */
  public TaskId accept(TaskScript script) {
    return accept(TaskId.of("asyntask_" + UUID.randomUUID().toString().replace("-", "")), script);
  }

  /**
   * Accepts a task under an id of the caller's choice.
   *
   * @param id the id
   * @param script what becomes of it, beginning now
   * @return the same id
   * @throws IllegalArgumentException if there is a task of this id already
   */
  public TaskId accept(TaskId id, TaskScript script) {
    if (tasks.putIfAbsent(id.value(), new FakeTask(id, script, time.now())) != null) {
      throw new IllegalArgumentException("Task " + id + " exists already: use another id.");
    }
    return id;
  }

  /**
   * Returns where the gateway is.
   *
   * @return scheme, host and port
   */
  public URI baseUri() {
    return URI.create("http://" + LOOPBACK + ":" + server.port());
  }

  /**
   * Returns the one API key that this gateway accepts.
   *
   * @return the key, another for each gateway
   */
  public String apiKey() {
    return apiKey;
  }

  /**
   * Returns the time that the scripts pass in.
   *
   * @return the time given at the start
   */
  public Time time() {
    return time;
  }

  /**
   * Returns how often a task was asked for, with the right key.
   *
   * @param id the task
   * @return the number of queries that reached the gateway
   * @throws IllegalArgumentException if there is no such task
   */
  public int queries(TaskId id) {
    FakeTask task = task(id.value());
    if (task == null) {
      throw new IllegalArgumentException("There is no task " + id + ": accept it first.");
    }
    return task.queries();
  }

  /** Stops the gateway and frees its port. */
  @Override
  public void close() {
    server.stop();
  }

  @Nullable
  FakeTask task(String id) {
    return tasks.get(id);
  }

  /** Where the videos are: another origin than the gateway's, as the storage host is. */
  String storageOrigin() {
    return "http://localhost:" + server.port();
  }
}
