package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimedDnsLookupTest {
  private static final String GATEWAY = "gateway.example";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Test
  void asks_once_in_a_while() throws Exception {
    TimedDnsLookup lookup = new TimedDnsLookup(asked::add);

    lookup.await(GATEWAY, LONG);
    lookup.await(GATEWAY, LONG);

    assertThat(asked).containsExactly("gateway.example");
  }

  @Test
  void asks_for_each_host_by_itself() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    TimedDnsLookup lookup = new TimedDnsLookup(host -> {
      asked.add(host);
      if (host.equals("stalled.example")) {
        await(answered);
      }
      return host;
    });

    assertThatThrownBy(() -> lookup.await("stalled.example", Duration.ofMillis(20)))
        .isInstanceOf(HttpTimeoutException.class);
    lookup.await(GATEWAY, LONG);

    assertThat(asked).containsExactly("stalled.example", GATEWAY);
    answered.countDown();
  }

  @Test
  void waits_for_a_stalled_resolver_no_longer_than_allowed_and_asks_it_no_more_than_once()
      throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    TimedDnsLookup lookup = new TimedDnsLookup(host -> {
      asked.add(host);
      await(answered);
      return host;
    });

    for (int caller = 0; caller < 3; caller++) {
      assertThatThrownBy(() -> lookup.await(GATEWAY, Duration.ofMillis(20)))
          .isInstanceOf(HttpTimeoutException.class);
    }
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lookup.await(GATEWAY, LONG)).isInstanceOf(InterruptedException.class);
    answered.countDown();
    lookup.await(GATEWAY, LONG);

    assertThat(asked).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void leaves_a_name_that_is_not_known_to_the_request() throws Exception {
    TimedDnsLookup lookup = new TimedDnsLookup(host -> {
      asked.add(host);
      throw new UnknownHostException(host);
    });

    lookup.await(GATEWAY, LONG);

    assertThat(asked).hasSize(1);
  }

  @Test
  void has_nothing_to_do_for_an_address() throws Exception {
    TimedDnsLookup lookup = new TimedDnsLookup(asked::add);

    lookup.await("127.0.0.1", LONG);
    lookup.await("[::1]", LONG);

    assertThat(asked).isEmpty();
  }
}
