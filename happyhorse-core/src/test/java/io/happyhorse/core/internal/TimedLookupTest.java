package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimedLookupTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> lookups = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch found = new CountDownLatch(1);
  private final TimedLookup<Integer> lookup = new TimedLookup<>("lookup", key -> {
    lookups.add(key);
    if (key.equals("slow")) {
      begun.countDown();
      found.await();
    }
    return key.length();
  });

  @Test
  void does_not_cache_what_it_has_found() throws Exception {
    assertThat(lookup.find("fast", LONG)).isEqualTo(4);
    assertThat(lookup.find("fast", LONG)).isEqualTo(4);

    assertThat(lookups).containsExactly("fast", "fast");
  }

  @Test
  void waits_for_a_limited_time_and_shares_an_unfinished_lookup() throws Exception {
    for (int caller = 0; caller < 3; caller++) {
      assertThatThrownBy(() -> lookup.find("slow", Duration.ofMillis(5)))
          .isInstanceOf(TimeoutException.class);
    }
    begun.await();
    assertThat(lookup.find("fast", LONG)).isEqualTo(4);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> lookup.find("slow", LONG)).isInstanceOf(InterruptedException.class);

    found.countDown();

    assertThat(lookup.find("slow", LONG)).isEqualTo(4);
    assertThat(lookups).startsWith("slow", "fast").hasSizeBetween(2, 3);
  }

  @Test
  void returns_null_if_the_lookup_fails() throws Exception {
    TimedLookup<String> unknown = new TimedLookup<>("lookup", key -> {
      throw new UnknownHostException(key);
    });
    TimedLookup<String> defective = new TimedLookup<>("lookup", key -> {
      throw new AssertionError("a defect");
    });

    assertThat(unknown.find("a", LONG)).isNull();
    assertThat(defective.find("a", LONG)).isNull();
  }
}
