package io.happyhorse.testkit;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A gateway in memory, on a free port of this machine, for tests and demonstrations: it answers
 * {@code GET /v1/video/generations/{task_id}} as each task's {@link TaskScript} says, insists on its own API key, and serves the
 * video of a task that succeeded. {@code POST /v1/video/generations} creates a task and bills it, see {@link #ledger()}.
 * {@code GET /v1/models} lists the HappyHorse models.
 *
 * <pre>{@code
 * try (FakeHappyHorse gateway = FakeHappyHorse.start()) {
 *   TaskId id = gateway.accept(TaskScript.succeeding().queued(Stay.queries(1)).running(Stay.queries(2)));
 *   // ask gateway.baseUri() with gateway.apiKey() for id
 * }
 * }</pre>
 *
 * <p>Thread-safe; any number of fakes live side by side.
 */
public final class FakeHappyHorse extends FakeGateway {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern KEY = Pattern.compile("[!-~]+");
  private static final int HIGHEST_PORT = 65_535;
  private static final int THREADS = 2 * StalledResponses.MOST;

  private String apiKey = "";
  private final InMemoryTaskQuery inMemory;
  private final GatewayResponses answers = new GatewayResponses(this);
  private final WireMockServer server;
  private final Socket refusing = boundButNotListening();
  private int port;

  private FakeHappyHorse(GatewayStore store, int atPort) {
    super(store);
    this.inMemory = new InMemoryTaskQuery(store);
    this.server = new WireMockServer(options()
        .bindAddress(LOOPBACK)
        .port(atPort) // 0 for any that is free
        .http2PlainDisabled(true) // a broken connection would look otherwise
        .containerThreads(THREADS)
        .gzipDisabled(true) // a drip would come as one lump
        .templatingEnabled(false)
        .stubRequestLoggingDisabled(true)
        .disableRequestJournal() // ours knows what the requests mean
        .extensions(answers));
  }

  /** Takes a port that no one else gets and at which no one listens. */
  private static Socket boundButNotListening() {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket;
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  /**
   * Starts a gateway on the system's time.
   *
   * @return the running gateway
   */
  public static FakeHappyHorse start() {
    return start(TimeSource.system());
  }

  /**
   * Starts a gateway on a time of the caller's choice, such as an {@link AcceleratedTime} or a
   * {@link io.happyhorse.core.time.VirtualTime}.
   *
   * @param time what its scripts pass in
   * @return the running gateway
   */
  public static FakeHappyHorse start(TimeSource time) {
    return start(new GatewayStore(time), 0, null);
  }

  /**
   * Starts a gateway on a port of the caller's choice, for programs that are told where it is; tests use any free one.
   *
   * @param time what its scripts pass in
   * @param port 1 to 65535
   * @return the running gateway
   * @throws IllegalArgumentException if there is no such port
   * @throws IllegalStateException if the port is taken
   */
  public static FakeHappyHorse start(TimeSource time, int port) {
    checkPort(port);
    return start(new GatewayStore(time), port, null);
  }

  /**
   * Starts a gateway on a port and with an API key of the caller's choice, for programs that are told both.
   *
   * @param time what its scripts pass in
   * @param port 1 to 65535
   * @param apiKey the one key that it accepts: visible ASCII characters
   * @return the running gateway
   * @throws IllegalArgumentException if there is no such port, or the key has another character
   * @throws IllegalStateException if the port is taken
   */
  public static FakeHappyHorse start(TimeSource time, int port, String apiKey) {
    checkPort(port);
    if (!KEY.matcher(apiKey).matches()) {
      throw new IllegalArgumentException(
          "The API key of a fake gateway must have visible ASCII characters, and nothing else.");
    }
    return start(new GatewayStore(time), port, apiKey);
  }

  private static void checkPort(int port) {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException(
          "There is no port " + port + ": use 1 to " + HIGHEST_PORT + ".");
    }
  }

  /**
   * Starts a server before a gateway that so far was asked in memory; both then share tasks, faults and journal.
   *
   * @param gateway the gateway in memory
   * @return the running gateway
   * @throws IllegalStateException if it has a server already
   */
  public static FakeHappyHorse start(InMemoryTaskQuery gateway) {
    return start(gateway.store, 0, null);
  }

  private static FakeHappyHorse start(GatewayStore store, int atPort, @Nullable String chosenKey) {
    FakeHappyHorse gateway = new FakeHappyHorse(store, atPort);
    try {
      gateway.server.start();
    } catch (FatalStartupException taken) {
      throw new IllegalStateException(
          "The port " + atPort + " of this machine is taken: use another.", taken);
    }
    gateway.port = gateway.server.port();
    gateway.apiKey = chosenKey == null
        ? "sk-fake" + Ids.from(store.time.random("API key", gateway.port))
        : chosenKey;
    try {
      store.serveVideosAt(gateway.storageOrigin(), gateway.baseUri().toString());
    } catch (IllegalStateException second) {
      gateway.server.stop();
      throw second;
    }
    return gateway;
  }

  /**
   * Returns the same gateway without the way through HTTP: the same tasks, faults and journal.
   *
   * @return the port in memory
   */
  public InMemoryTaskQuery inMemory() {
    return inMemory;
  }

  /**
   * Returns where the gateway is.
   *
   * @return scheme, host and port
   */
  public URI baseUri() {
    return URI.create("http://" + LOOPBACK + ":" + port);
  }

  /**
   * Returns an address at which every connection is refused, for as long as this gateway runs.
   *
   * @return scheme, host and port
   */
  public URI refusingUri() {
    return URI.create("http://" + LOOPBACK + ":" + refusing.getLocalPort());
  }

  /**
   * Returns the one API key that this gateway accepts.
   *
   * @return the key; another for each gateway that was started without one
   */
  public String apiKey() {
    return apiKey;
  }

  /**
   * Returns how often a task was asked for, with the right key.
   *
   * @param id the task
   * @return the number of queries that reached the gateway
   * @throws IllegalArgumentException if there is no such task
   */
  public int queries(TaskId id) {
    return journal().task(id).queries();
  }

  /** Stops the gateway and its watcher, and frees its port. */
  @Override
  public void close() {
    super.close();
    try {
      refusing.close();
    } catch (IOException stillBound) {
      throw new UncheckedIOException(stillBound);
    }
    if (server.isRunning()) {
      answers.letGo();
      server.stop();
      store.serveNoVideos();
    }
  }

  /** Where the videos are: another origin than the gateway's, as the storage host is. */
  String storageOrigin() {
    return "http://localhost:" + port;
  }
}
