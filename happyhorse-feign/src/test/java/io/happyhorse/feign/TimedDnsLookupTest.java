package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.time.VirtualTime;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimedDnsLookupTest {
  private static final String GATEWAY = "gateway.example";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> lookups = new CopyOnWriteArrayList<>();
  private final VirtualTime time = VirtualTime.manual(Instant.EPOCH);

  @AfterEach
  void close() {
    time.close();
  }

  @Test
  void caches_a_lookup_for_a_second() throws Exception {
    TimedDnsLookup lookup = new TimedDnsLookup(lookups::add, time);

    lookup.await(GATEWAY, LONG);
    time.advance(Duration.ofMillis(999));
    lookup.await(GATEWAY, LONG);
    assertThat(lookups).containsExactly(GATEWAY);

    time.advance(Duration.ofMillis(1));
    lookup.await(GATEWAY, LONG);
    assertThat(lookups).containsExactly(GATEWAY, GATEWAY);
  }

  @Test
  void looks_up_each_host_separately() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch resolved = new CountDownLatch(1);
    TimedDnsLookup lookup = new TimedDnsLookup(
        host -> {
          lookups.add(host);
          if (host.equals("stalled.example")) {
            begun.countDown();
            await(resolved);
          }
          return host;
        },
        time);

    assertThatThrownBy(() -> lookup.await("stalled.example", Duration.ofMillis(20)))
        .isInstanceOf(HttpTimeoutException.class);
    begun.await();
    lookup.await(GATEWAY, LONG);

    assertThat(lookups).containsExactly("stalled.example", GATEWAY);
    resolved.countDown();
  }

  @Test
  void waits_for_a_stalled_resolver_only_up_to_the_limit_and_calls_it_only_once() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch resolved = new CountDownLatch(1);
    TimedDnsLookup lookup = new TimedDnsLookup(
        host -> {
          lookups.add(host);
          begun.countDown();
          await(resolved);
          return host;
        },
        time);

    for (int caller = 0; caller < 3; caller++) {
      assertThatThrownBy(() -> lookup.await(GATEWAY, Duration.ofMillis(20)))
          .isInstanceOf(HttpTimeoutException.class);
    }
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lookup.await(GATEWAY, LONG)).isInstanceOf(InterruptedException.class);
    begun.await();
    assertThat(lookups).hasSize(1);
    resolved.countDown();
    lookup.await(GATEWAY, LONG);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void leaves_an_unknown_name_to_the_request() throws Exception {
    TimedDnsLookup lookup = new TimedDnsLookup(
        host -> {
          lookups.add(host);
          throw new UnknownHostException(host);
        },
        time);

    lookup.await(GATEWAY, LONG);

    assertThat(lookups).hasSize(1);
  }

  @Test
  void does_not_look_up_an_address() throws Exception {
    TimedDnsLookup lookup = new TimedDnsLookup(lookups::add, time);

    lookup.await("127.0.0.1", LONG);
    lookup.await("[::1]", LONG);

    assertThat(lookups).isEmpty();
  }
}
