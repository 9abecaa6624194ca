package io.happyhorse.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Tests a bean of the auto-configuration without HTTP requests to the service. */
@HappyHorseTest
@SpringBootTest(
    properties = {
      "videos.folder=target/videos",
      "happyhorse.watcher.learned-times-file=target/videos/times.txt"
    })
class BeansTest {
  @Test
  void the_watcher_uses_the_fake_gateway_and_its_time(
      FakeHappyHorse gateway, @Autowired TaskWatcher watcher) {
    TaskId id = gateway.accept(TaskScript.succeeding());

    assertThat(watcher.await(id, Duration.ofMinutes(5)).isSucceeded()).isTrue();
    assertThat(gateway.queries(id)).isPositive();
  }
}
