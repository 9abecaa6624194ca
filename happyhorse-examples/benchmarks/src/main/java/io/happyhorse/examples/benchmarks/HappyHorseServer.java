package io.happyhorse.examples.benchmarks;

import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The fake gateway of the test kit. */
record HappyHorseServer(FakeHappyHorse gateway, List<String> paths) implements MeasuredServer {
  static HappyHorseServer start(int tasks) {
    FakeHappyHorse gateway = FakeHappyHorse.start();
    TaskScript pending = TaskScript.succeeding().running(Duration.ofDays(1));
    return new HappyHorseServer(
        gateway,
        IntStream.range(0, tasks)
            .mapToObj(task -> TaskResponses.path(gateway.accept(pending).value()))
            .toList());
  }

  @Override
  public int port() {
    return gateway.baseUri().getPort();
  }

  @Override
  public String authorization() {
    return "Bearer " + gateway.apiKey();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
