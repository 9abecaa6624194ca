package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
  private final SlidingWindow second = new SlidingWindow(Duration.ofSeconds(1));

  private static long millis(long value) {
    return TimeUnit.MILLISECONDS.toNanos(value);
  }

  @Test
  void is_empty_at_first() {
    assertThat(second.hasAtMost(0)).isZero();
  }

  @Test
  void forgets_a_request_when_its_slot_is_more_than_a_second_old() {
    second.add(2, millis(9));
    second.add(1, millis(120));

    assertThat(second.hasAtMost(3)).isZero();
    assertThat(second.hasAtMost(2)).isEqualTo(millis(1_010));
    assertThat(second.hasAtMost(1)).isEqualTo(millis(1_010));
    assertThat(second.hasAtMost(0)).isEqualTo(millis(1_130));
  }

  @Test
  void restarts_the_count_after_a_long_time_without_requests() {
    second.add(5, 0);
    second.add(1, millis(3_600_000));

    assertThat(second.hasAtMost(1)).isZero();
    assertThat(second.hasAtMost(0)).isEqualTo(millis(3_601_010));
  }

  @Test
  void never_forgets_within_a_second_and_always_10_ms_after_it() {
    Random random = new Random(50);
    List<Long> sent = new ArrayList<>();
    long now = 0;
    for (int request = 0; request < 2_000; request++) {
      now += millis(random.nextInt(random.nextInt(20) == 0 ? 2_000 : 60));
      second.add(1, now);
      sent.add(now);
      int max = random.nextInt(10);
      long from = second.hasAtMost(max);
      if (from > now) {
        long counted = sent.get(sent.size() - 1 - max);
        assertThat(from - counted).isBetween(millis(1_000), millis(1_010));
      } else {
        long last = now;
        assertThat(sent.stream().filter(at -> at > last - millis(1_000))).hasSizeLessThan(max + 1);
      }
    }
  }
}
