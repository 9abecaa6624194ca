package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fake gateway on a free port of this machine, for tests and demonstrations. {@code GET /v1/video/generations/{task_id}} returns the
 * state of a task according to its {@link TaskScript}. {@code POST /v1/video/generations} creates a task and charges for it, see
 * {@link #ledger()}. {@code GET /v1/models} lists the HappyHorse models. The gateway accepts only its own API key, and serves the
 * videos of tasks that succeeded.
 *
 * <pre>{@code
 * try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
 *   TaskId id = gateway.accept(TaskScript.succeeding().queued(Stay.queries(1)).running(Stay.queries(2)));
 *   // query id at gateway.baseUri() with gateway.apiKey()
 * }
 * }</pre>
 *
 * <p>Thread-safe. Any number of fakes can run at the same time.
 */
public final class FakeHappyHorse extends FakeGateway {
  private static final Pattern KEY = Pattern.compile("[!-~]+");
  private static final int HIGHEST_PORT = 65_535;

  private String apiKey = "";
  private final InMemoryTaskQuery inMemory;
  private final GatewayResponses responses = new GatewayResponses(this);
  private final LocalServer server;
  private final RefusingPort refusing;
  private int port;

  private FakeHappyHorse(GatewayStore store, int atPort, RefusingPort refusing) {
    super(store);
    this.refusing = refusing;
    this.inMemory = new InMemoryTaskQuery(store);
    this.server = new LocalServer(atPort, responses);
  }

  /** Starts a gateway with the system's time. */
  public static FakeHappyHorse start() {
    return start(TimeSource.system());
  }

  /**
   * Starts a gateway with a given time source, such as an {@link AcceleratedTime} or a {@link io.happyhorse.core.time.VirtualTime}.
   *
   * @param time the time source of the scripts
   */
  public static FakeHappyHorse start(TimeSource time) {
    return start(new GatewayStore(time), 0, null);
  }

  /**
   * Starts a gateway on a given port, for programs with a configured address. Tests should use a free port.
   *
   * @param time the time source of the scripts
   * @param port 0 to 65535; 0 means any free port, see {@link #baseUri()}
   * @throws IllegalArgumentException if the port is invalid
   * @throws IllegalStateException if the port is in use
   */
  public static FakeHappyHorse start(TimeSource time, int port) {
    checkPort(port);
    return start(new GatewayStore(time), port, null);
  }

  /**
   * Starts a gateway with a given port and a given API key, for programs in which both are configured.
   *
   * @param time the time source of the scripts
   * @param port 0 to 65535; 0 means any free port, see {@link #baseUri()}
   * @param apiKey the only accepted key, of visible ASCII characters
   * @throws IllegalArgumentException if the port or the key is invalid
   * @throws IllegalStateException if the port is in use
   */
  public static FakeHappyHorse start(TimeSource time, int port, String apiKey) {
    checkPort(port);
    if (!KEY.matcher(apiKey).matches()) {
      throw new IllegalArgumentException(
          "The API key of a fake gateway must consist of visible ASCII characters.");
    }
    return start(new GatewayStore(time), port, apiKey);
  }

  private static void checkPort(int port) {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "There is no port " + port + ": use 1 to " + HIGHEST_PORT + ", or 0 for any free port.");
    }
  }

  /**
   * Starts a server for a gateway in memory. Both share tasks, faults and journal.
   *
   * @param gateway the gateway in memory
   * @throws IllegalStateException if it already has a server
   */
  public static FakeHappyHorse start(InMemoryTaskQuery gateway) {
    return start(gateway.store, 0, null);
  }

  private static FakeHappyHorse start(GatewayStore store, int atPort, @Nullable String chosenKey) {
    return start(store, atPort, chosenKey, new RefusingPort());
  }

  /** Starts a server. If that fails, no port remains in use. */
  static FakeHappyHorse start(
      GatewayStore store, int atPort, @Nullable String chosenKey, RefusingPort refusing) {
    FakeHappyHorse gateway = new FakeHappyHorse(store, atPort, refusing);
    try {
      gateway.port = gateway.server.start();
      gateway.apiKey = chosenKey == null
          ? "sk-fake" + Ids.from(store.time.random("API key", gateway.port))
          : chosenKey;
      store.serveVideosAt(gateway.storageOrigin(), gateway.baseUri().toString());
    } catch (IllegalStateException unusable) {
      refusing.close();
      if (gateway.server.isRunning()) {
        gateway.server.stop();
      }
      throw unusable;
    }
    return gateway;
  }

  /** {@return the same gateway without HTTP, with the same tasks, faults and journal} */
  public InMemoryTaskQuery inMemory() {
    return inMemory;
  }

  /** {@return the base URI of the gateway: scheme, host and port} */
  public URI baseUri() {
    return URI.create("http://" + LocalServer.HOST + ":" + port);
  }

  /** {@return a URI whose server refuses every connection while this gateway runs: scheme, host and port} */
  public URI refusingUri() {
    return URI.create("http://" + LocalServer.HOST + ":" + refusing.number());
  }

  /** {@return the only API key that this gateway accepts; a generated one if none was given} */
  public String apiKey() {
    return apiKey;
  }

  /**
   * Returns how often a task was queried with the correct key.
   *
   * @return the number of queries that reached the gateway
   * @throws IllegalArgumentException if the task does not exist
   */
  public int queries(TaskId id) {
    return journal().task(id).queries();
  }

  /** Stops the gateway and its watcher, and releases the port. */
  @Override
  public void close() {
    super.close();
    refusing.close();
    if (server.isRunning()) {
      responses.release();
      server.stop();
      store.serveNoVideos();
    }
  }

  /** The origin of the videos. It differs from the gateway's, like that of a storage host. */
  String storageOrigin() {
    return "http://localhost:" + port;
  }
}
