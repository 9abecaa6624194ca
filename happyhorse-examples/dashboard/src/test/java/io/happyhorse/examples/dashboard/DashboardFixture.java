package io.happyhorse.examples.dashboard;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/** A fake gateway, a storage host, and a dashboard that shows the tasks of the gateway. */
final class DashboardFixture implements AutoCloseable {
  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(50)); // on a busy machine
    Awaitility.doNotCatchUncaughtExceptionsByDefault(); // other tests in this JVM have some
  }

  final FakeHappyHorse gateway = FakeHappyHorse.start();
  final DemoStorage storage = DemoStorage.start();
  private final Path folder;
  private WatchedTasks tasks;
  private DashboardServer server;
  private final int port;

  DashboardFixture(Path folder) throws IOException {
    this.folder = folder;
    this.tasks = newTasks();
    this.server = newServer(0);
    this.port = server.address().getPort();
  }

  private WatchedTasks newTasks() {
    FeignTaskQuery query = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .keepRawJson()
        .build();
    VideoDownloader downloader = VideoDownloader.of(query);
    return new WatchedTasks(
        query, WatchSettings.defaults(), new VideoFolder(downloader, folder, false));
  }

  private DashboardServer newServer(int port) {
    return DashboardServer.start(
        tasks, ServerSettings.loopback(port), new SecretFilter(List.of(gateway.apiKey())));
  }

  DashboardServer server() {
    return server;
  }

  WatchedTasks tasks() {
    return tasks;
  }

  URI address() {
    return server.address();
  }

  TaskId watch(String id, TaskScript script) {
    TaskId accepted = gateway.accept(TaskId.of(id), script);
    tasks.watch(List.of(accepted));
    return accepted;
  }

  /** Returns the script with a signed link to a video that browsers can play. */
  TaskScript playable(TaskScript script, Duration linkLife) {
    return script.edited(data -> {
      if ("SUCCESS".equals(data.get("status"))) {
        String link = storage.link(1, Instant.now().plus(linkLife));
        data.put("result_url", link);
        data.put("fail_reason", link);
      }
    });
  }

  void stopServer() {
    server.close();
    tasks.close();
  }

  /** Starts another server at the same address, with a new watcher without tasks. */
  void startServer() {
    tasks = newTasks();
    server = newServer(port);
  }

  @Override
  public void close() {
    stopServer();
    storage.close();
    gateway.close();
  }
}
