package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnceClientTest {
  private final VirtualTime time = VirtualTime.manual(Instant.parse("2026-04-28T02:37:42Z"));
  private final CannedGateway gateway = new CannedGateway().json(200, "{}");
  private final AtomicInteger clients = new AtomicInteger();
  private final OnceClient once = new OnceClient(
      () -> {
        clients.incrementAndGet();
        return new Http(Duration.ofSeconds(5), new Proxies(null, null), null);
      },
      time);

  @AfterEach
  void close() {
    time.close();
    gateway.close();
  }

  private void post() throws IOException {
    Request request = Request.create(
        Request.HttpMethod.POST,
        gateway.url(),
        Map.of(),
        "{}".getBytes(StandardCharsets.UTF_8),
        StandardCharsets.UTF_8,
        null);
    assertThat(
            Responses.ofSubmission(once.execute(request, new Request.Options())).status())
        .isEqualTo(200);
  }

  @Test
  void reuses_a_connection_unless_it_was_idle_for_30_s() throws IOException {
    assertThat(clients).hasValue(0);
    post();
    time.advance(Duration.ofSeconds(29));
    post();
    time.advance(Duration.ofSeconds(29));
    post();
    assertThat(gateway.connections).hasSize(1);

    time.advance(Duration.ofSeconds(30));
    post();

    assertThat(gateway.connections).hasSize(2);
    assertThat(clients).hasValue(2);
  }
}
