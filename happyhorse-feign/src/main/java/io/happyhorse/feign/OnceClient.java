package io.happyhorse.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport that sends each request at most once, and reports whether it was sent.
 *
 * <p>It has its own connections, and opens new ones if it was not used for long. A server or a firewall may close an idle connection
 * at the moment when the next request is sent on it. In this case, a query is repeated, but the result of a submission is unknown.
 * JDK 17 keeps idle connections for 20 minutes.
 *
 * <p>Thread-safe.
 */
final class OnceClient implements Client {
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Supplier<Http> connections;
  private final TimeSource time;
  private @Nullable JdkClient client;
  private long usedAt;

  /**
   * Creates a transport.
   *
   * @param connections creates a client without connections; not called before the first request
   */
  OnceClient(Supplier<Http> connections, TimeSource time) {
    this.connections = connections;
    this.time = time;
  }

  /**
   * Sends a request, and returns the response as soon as its head has arrived.
   *
   * @throws NotSentException if no byte was sent; after any other error, bytes may have been sent
   */
  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    OneShotBody body = new OneShotBody(request.body());
    Response response;
    try {
      response = client().open(request, options, body);
    } catch (IOException | RuntimeException failed) {
      if (body.abandon()) {
        throw new NotSentException(failed);
      }
      throw failed;
    }
    if (body.abandon()) { // the response to CONNECT: the proxy has opened no tunnel
      throw new NotSentException(
          new IOException("the proxy responded with HTTP " + response.status()));
    }
    return response;
  }

  /** Returns the client, or a new one without connections if the client was idle for long. */
  private synchronized JdkClient client() {
    JdkClient next = client;
    if (next == null || time.since(usedAt).compareTo(IDLE) >= 0) {
      next = new JdkClient(connections.get());
      client = next;
    }
    usedAt = time.nanoTime();
    return next;
  }
}
