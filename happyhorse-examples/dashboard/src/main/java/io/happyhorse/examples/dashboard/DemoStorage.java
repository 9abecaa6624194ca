package io.happyhorse.examples.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A storage host with three videos of 8 s, which browsers can play and seek in. */
final class DemoStorage implements AutoCloseable {
  private static final List<String> VIDEOS = List.of("dawn", "meadow", "night");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
    Thread thread = new Thread(task, "demo-storage");
    thread.setDaemon(true);
    return thread;
  });

  private DemoStorage(HttpServer server) {
    this.server = server;
  }

  static DemoStorage start() throws IOException {
    DemoStorage storage = new DemoStorage(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    storage.server.setExecutor(storage.threads);
    VIDEOS.forEach(name ->
        storage.server.createContext(path(name), exchange -> send(exchange, "video" + path(name))));
    storage.server.start();
    return storage;
  }

  private static String path(String name) {
    return "/" + name + ".mp4";
  }

  private static void send(HttpExchange exchange, String resource) throws IOException {
    try (exchange;
        InputStream video = DemoStorage.class.getResourceAsStream(resource)) {
      if (video == null || exchange.getRequestURI().getQuery() == null) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      byte[] bytes = video.readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "video/mp4");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Returns a signed link to one of the videos. */
  String link(int number, Instant expiry) {
    return "http://localhost:" + server.getAddress().getPort()
        + path(VIDEOS.get(Math.floorMod(number, VIDEOS.size()))) + "?Expires="
        + expiry.getEpochSecond() + "&OSSAccessKeyId=demo&Signature=secret-signature-" + number;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
