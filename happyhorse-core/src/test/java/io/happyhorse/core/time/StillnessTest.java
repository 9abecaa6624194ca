package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.time.Stillness.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StillnessTest {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final boolean ON_TIME = true;
  private static final boolean LATE = false;

  private final Stillness strict = new Stillness(false, Duration.ofMillis(100), PAUSE);
  private final Stillness lenient = new Stillness(true, Duration.ofSeconds(30), PAUSE);

  /** Something waits for the time to move, nothing keeps it from that, and a timer is set. */
  private static Look look(long moves) {
    return new Look(moves, List.of(), 1_000, true, true, true);
  }

  private static int looksUntil(Verdict verdict, Stillness stillness, Look look) {
    int looks = 1;
    while (stillness.judge(look, ON_TIME) != verdict) {
      looks++;
    }
    return looks;
  }

  @Test
  void a_time_stands_still_when_all_looks_of_its_limit_saw_no_move() {
    assertThat(looksUntil(Verdict.STANDS_STILL, strict, look(7))).isEqualTo(11);
  }

  @Test
  void a_move_starts_the_limit_again() {
    for (int moves = 0; moves < 50; moves++) {
      for (int looks = 0; looks < 10; looks++) {
        assertThat(strict.judge(look(moves), ON_TIME)).isEqualTo(Verdict.GO_ON);
      }
    }
  }

  @Test
  void a_late_look_counts_nothing() {
    for (int looks = 0; looks < 1_000; looks++) {
      assertThat(strict.judge(look(7), LATE)).isEqualTo(Verdict.GO_ON);
    }
    assertThat(looksUntil(Verdict.STANDS_STILL, strict, look(7))).isEqualTo(10);
  }

  @Test
  void a_time_that_nothing_waits_for_does_not_stand_still() {
    Look unused = new Look(7, List.of(), VirtualClock.NEVER, false, false, false);

    for (int looks = 0; looks < 1_000; looks++) {
      assertThat(strict.judge(unused, ON_TIME)).isEqualTo(Verdict.GO_ON);
    }
  }

  @Test
  void a_lenient_time_passes_threads_that_were_idle_for_30_ms() {
    assertThat(looksUntil(Verdict.PASS_IDLE, lenient, look(7))).isEqualTo(4);
    assertThat(looksUntil(Verdict.PASS_IDLE, lenient, look(8))).isEqualTo(4);
  }

  @Test
  void a_lenient_time_counts_no_late_look_either() {
    assertThat(lenient.judge(look(7), ON_TIME)).isEqualTo(Verdict.GO_ON);
    assertThat(lenient.judge(look(7), ON_TIME)).isEqualTo(Verdict.GO_ON);
    for (int looks = 0; looks < 100; looks++) {
      assertThat(lenient.judge(look(7), LATE)).isEqualTo(Verdict.GO_ON);
    }

    assertThat(looksUntil(Verdict.PASS_IDLE, lenient, look(7))).isEqualTo(2);
  }

  @Test
  void a_lenient_time_without_a_timer_has_nothing_to_pass_to() {
    Look noTimer = new Look(7, List.of(), VirtualClock.NEVER, false, true, true);

    for (int looks = 0; looks < 100; looks++) {
      assertThat(lenient.judge(noTimer, ON_TIME)).isEqualTo(Verdict.GO_ON);
    }
  }
}
