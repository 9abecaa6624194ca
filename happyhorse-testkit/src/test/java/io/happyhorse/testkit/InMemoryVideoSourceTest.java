package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.VideoSourcePortContract;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The source in memory fulfills the contract of sources over HTTP. */
class InMemoryVideoSourceTest extends VideoSourcePortContract {
  @Override
  protected VideoSourcePort source(FakeHappyHorse gateway) {
    return gateway.inMemory().videos();
  }

  @Test
  void requires_no_lookup_of_host_names() {
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
