package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.time.StandstillDetector.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandstillDetectorTest {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final boolean ON_TIME = true;
  private static final boolean LATE = false;

  private final StandstillDetector strict =
      new StandstillDetector(false, Duration.ofMillis(100), PAUSE);
  private final StandstillDetector lenient =
      new StandstillDetector(true, Duration.ofSeconds(30), PAUSE);

  /** Something waits for the time to move, nothing keeps it from that, and a timer is set. */
  private static TimeCheck check(long moves) {
    return new TimeCheck(moves, List.of(), 1_000, true, true, true);
  }

  private static int checksUntil(Verdict verdict, StandstillDetector detector, TimeCheck check) {
    int checks = 1;
    while (detector.judge(check, ON_TIME) != verdict) {
      checks++;
    }
    return checks;
  }

  @Test
  void a_time_stands_still_when_all_looks_of_its_limit_saw_no_move() {
    assertThat(checksUntil(Verdict.STANDSTILL, strict, check(7))).isEqualTo(11);
  }

  @Test
  void a_move_starts_the_limit_again() {
    for (int moves = 0; moves < 50; moves++) {
      for (int checks = 0; checks < 10; checks++) {
        assertThat(strict.judge(check(moves), ON_TIME)).isEqualTo(Verdict.CONTINUE);
      }
    }
  }

  @Test
  void a_late_look_counts_nothing() {
    for (int checks = 0; checks < 1_000; checks++) {
      assertThat(strict.judge(check(7), LATE)).isEqualTo(Verdict.CONTINUE);
    }
    assertThat(checksUntil(Verdict.STANDSTILL, strict, check(7))).isEqualTo(10);
  }

  @Test
  void a_time_that_nothing_waits_for_does_not_stand_still() {
    TimeCheck unused = new TimeCheck(7, List.of(), VirtualClock.NEVER, false, false, false);

    for (int checks = 0; checks < 1_000; checks++) {
      assertThat(strict.judge(unused, ON_TIME)).isEqualTo(Verdict.CONTINUE);
    }
  }

  @Test
  void a_lenient_time_passes_threads_that_were_idle_for_30_ms() {
    assertThat(checksUntil(Verdict.PASS_IDLE, lenient, check(7))).isEqualTo(4);
    assertThat(checksUntil(Verdict.PASS_IDLE, lenient, check(8))).isEqualTo(4);
  }

  @Test
  void a_lenient_time_counts_no_late_look_either() {
    assertThat(lenient.judge(check(7), ON_TIME)).isEqualTo(Verdict.CONTINUE);
    assertThat(lenient.judge(check(7), ON_TIME)).isEqualTo(Verdict.CONTINUE);
    for (int checks = 0; checks < 100; checks++) {
      assertThat(lenient.judge(check(7), LATE)).isEqualTo(Verdict.CONTINUE);
    }

    assertThat(checksUntil(Verdict.PASS_IDLE, lenient, check(7))).isEqualTo(2);
  }

  @Test
  void a_lenient_time_without_a_timer_has_nothing_to_pass_to() {
    TimeCheck noTimer = new TimeCheck(7, List.of(), VirtualClock.NEVER, false, true, true);

    for (int checks = 0; checks < 100; checks++) {
      assertThat(lenient.judge(noTimer, ON_TIME)).isEqualTo(Verdict.CONTINUE);
    }
  }
}
