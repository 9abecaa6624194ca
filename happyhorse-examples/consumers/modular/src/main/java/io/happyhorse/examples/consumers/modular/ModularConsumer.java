package io.happyhorse.examples.consumers.modular;

import com.sun.net.httpserver.HttpServer;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Waits for a task of a small server, on the module path. Fails if the task does not succeed. */
public final class ModularConsumer {
  private static final String BODY = """
      {"code":"success","data":{"task_id":"asyntask_A","status":"SUCCESS","result_url":"https://h/v.mp4"}}""";

  private ModularConsumer() {}

  /** Runs the server and the wait, and prints the task. */
  public static void main(String[] args) throws IOException {
    if (!ModularConsumer.class.getModule().isNamed()
        || !FeignTaskQuery.class.getModule().isNamed()) {
      throw new IllegalStateException("Run this on the module path.");
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    try {
      VideoTask task = waitAt("http://127.0.0.1:" + server.getAddress().getPort());
      if (task.status() != TaskStatus.SUCCESS) {
        throw new IllegalStateException("Expected SUCCESS, got " + task + ".");
      }
      System.out.println("On the module path: " + task);
    } finally {
      server.stop(0);
    }
  }

  private static VideoTask waitAt(String baseUrl) {
    FeignTaskQuery tasks = FeignTaskQuery.builder("sk-modular").baseUrl(baseUrl).build();
    return TaskWatcher.of(tasks).await(TaskId.of("asyntask_A"), Duration.ofMinutes(1));
  }
}
