package io.happyhorse.examples.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends the same JSON body in response to each request, on loopback. */
final class OneResponseServer implements AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty(
        "sun.net.httpserver.idleInterval", "3600"); // seconds; a client may be idle for minutes
    System.setProperty(
        "sun.net.httpserver.maxIdleConnections", "1000"); // by default, those above 200 are closed
  }

  private final HttpServer server;
  private final ExecutorService threads;

  private OneResponseServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  static OneResponseServer start(byte[] body, int threads) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        try (exchange) {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
        }
      });
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      server.setExecutor(pool);
      server.start();
      return new OneResponseServer(server, pool);
    } catch (IOException noServer) {
      throw new UncheckedIOException(noServer);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
