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

/** A server that gives prepared answers in turn, the last one for ever, and notes what it was asked. */
final class CannedGateway implements AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // or each answer takes 40 ms
  }

  private final String scheme;
  private final HttpServer server;
  private final Queue<Canned> answers = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Runnable onRequest = () -> {};
  final List<String> paths = new CopyOnWriteArrayList<>();
  final List<Headers> headers = new CopyOnWriteArrayList<>();
  final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();

  /** An answer; with {@code stalls}, its last byte never comes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Canned(
      int status, Map<String, String> headers, byte[] body, boolean stalls, Duration late) {}

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
    server.createContext("/", this::answer);
    server.start();
  }

  CannedGateway json(int status, String body) {
    return answers(status, Map.of("Content-Type", "application/json"), body);
  }

  CannedGateway answers(int status, Map<String, String> headers, String body) {
    return answers(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  CannedGateway answers(int status, Map<String, String> headers, byte[] body) {
    answers.add(new Canned(status, headers, body, false, Duration.ZERO));
    return this;
  }

  CannedGateway stalls(String body) {
    return stallsLate(Duration.ZERO, body);
  }

  CannedGateway stallsLate(Duration late, String body) {
    answers.add(new Canned(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), true, late));
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

  private void answer(HttpExchange exchange) throws IOException {
    paths.add(exchange.getRequestURI().getPath());
    headers.add(exchange.getRequestHeaders());
    connections.add(exchange.getRemoteAddress());
    onRequest.run();
    Canned answer = answers.size() > 1 ? answers.remove() : answers.element();
    try (exchange) {
      if (closed.await(answer.late().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      int promised = answer.body().length + (answer.stalls() ? 1 : 0);
      exchange.sendResponseHeaders(answer.status(), promised == 0 ? -1 : promised);
      exchange.getResponseBody().write(answer.body());
      exchange.getResponseBody().flush();
      if (answer.stalls()) {
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
