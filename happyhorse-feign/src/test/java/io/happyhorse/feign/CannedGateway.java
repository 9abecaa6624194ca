package io.happyhorse.feign;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that sends prepared responses in turn, repeats the last one, and records the requests. */
final class CannedGateway implements AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // otherwise each response takes 40 ms
  }

  private final String scheme;
  private final HttpServer server;
  private final Queue<CannedResponse> responses = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Runnable onRequest = () -> {};
  final List<String> paths = new CopyOnWriteArrayList<>();
  final List<Headers> headers = new CopyOnWriteArrayList<>();
  final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();

  /** A response; with {@code stalls}, its last byte is never sent. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record CannedResponse(
      int status, Map<String, String> headers, byte[] body, boolean stalls, Duration delay) {}

  CannedGateway() {
    this(null);
  }

  /** Starts the server, over TLS if there is a context; its name is then {@code localhost}. */
  CannedGateway(@Nullable SSLContext tls) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    scheme = tls == null ? "http://127.0.0.1:" : "https://localhost:";
    try {
      if (tls == null) {
        server = HttpServer.create(address, 0);
      } else {
        HttpsServer secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        server = secure;
      }
    } catch (IOException noServer) {
      throw new UncheckedIOException(noServer);
    }
    server.createContext("/", this::respond);
    server.start();
  }

  CannedGateway json(int status, String body) {
    return responds(status, Map.of("Content-Type", "application/json"), body);
  }

  CannedGateway responds(int status, Map<String, String> headers, String body) {
    return responds(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  CannedGateway responds(int status, Map<String, String> headers, byte[] body) {
    responses.add(new CannedResponse(status, headers, body, false, Duration.ZERO));
    return this;
  }

  CannedGateway stalls(String body) {
    return stallsAfter(Duration.ZERO, body);
  }

  CannedGateway stallsAfter(Duration delay, String body) {
    responses.add(
        new CannedResponse(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), true, delay));
    return this;
  }

  void onRequest(Runnable action) {
    onRequest = action;
  }

  String url() {
    return scheme + server.getAddress().getPort();
  }

  static String resource(String name) {
    try (InputStream stream = CannedGateway.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("There is no resource " + name + ".");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void respond(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestURI().getPath());
    headers.add(exchange.getRequestHeaders());
    connections.add(exchange.getRemoteAddress());
    onRequest.run();
    CannedResponse response = responses.size() > 1 ? responses.remove() : responses.element();
    try (exchange) {
      if (closed.await(response.delay().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      int announced = response.body().length + (response.stalls() ? 1 : 0);
      exchange.sendResponseHeaders(response.status(), announced == 0 ? -1 : announced);
      exchange.getResponseBody().write(response.body());
      exchange.getResponseBody().flush();
      if (response.stalls()) {
        closed.await();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
