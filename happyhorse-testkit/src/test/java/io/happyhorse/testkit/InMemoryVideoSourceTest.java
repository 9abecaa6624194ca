package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.VideoSourcePortContract;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The videos in memory keep to the contract of those over HTTP. */
class InMemoryVideoSourceTest extends VideoSourcePortContract {
  @Override
  protected VideoSourcePort source(FakeHappyHorse gateway) {
    return gateway.inMemory().videos();
  }

  @Test
  void looks_up_no_host_name() {
    assertThat(videosInMemory().usesProxy(URI.create("https://storage.example")))
        .isTrue();
  }

  @Test
  void names_the_gateway() {
    assertThat(videosInMemory()).hasToString("InMemoryVideoSource[memory://happyhorse]");
  }

  private static InMemoryVideoSource videosInMemory() {
    return InMemoryTaskQuery.on(TimeSource.system()).videos();
  }
}
