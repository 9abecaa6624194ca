package io.happyhorse.examples.benchmarks.peers.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
  private static final FaultPlan PLAN = new FaultPlan(20_000, 5_000, 30_000, 8_000, 7);
  private static final int DRAWS = 100_000;

  @ParameterizedTest
  @CsvSource({
    "20000, THROTTLED",
    "24999, THROTTLED",
    "30000, OUTAGE",
    "37999, OUTAGE",
  })
  void all_requests_fail_during_throttling_and_during_the_outage(long millis, GatewayFault fault) {
    assertThat(IntStream.range(0, 100).mapToObj(task -> PLAN.at(task, 0, millis)))
        .containsOnly(fault);
  }

  @ParameterizedTest
  @CsvSource({"UNAVAILABLE, 0.01", "RESET, 0.01", "HTML, 0.002", "NONE, 0.978"})
  void at_other_times_single_requests_fail(GatewayFault fault, double share) {
    long count = draws(PLAN).stream().filter(drawn -> drawn == fault).count();

    assertThat((double) count / DRAWS).isCloseTo(share, within(0.002));
  }

  @Test
  void the_same_seed_gives_the_same_faults() {
    FaultPlan other = new FaultPlan(20_000, 5_000, 30_000, 8_000, 8);

    assertThat(draws(FaultPlan.parse(PLAN.toString())))
        .isEqualTo(draws(PLAN))
        .isNotEqualTo(draws(other));
  }

  @Test
  void an_outage_alone_has_no_single_faults() {
    FaultPlan outage = new FaultPlan(0, 0, 30_000, 8_000, 7);

    assertThat(draws(outage)).containsOnly(GatewayFault.NONE);
    assertThat(outage.at(0, 0, 30_000)).isEqualTo(GatewayFault.OUTAGE);
    assertThat(outage.isNone()).isFalse();
  }

  @Test
  void no_request_fails_without_faults() {
    assertThat(draws(FaultPlan.NONE)).containsOnly(GatewayFault.NONE);
    assertThat(FaultPlan.NONE.isNone()).isTrue();
  }

  @Test
  void a_plan_is_read_from_its_text() {
    assertThat(FaultPlan.parse(PLAN.toString())).isEqualTo(PLAN);
  }

  private static List<GatewayFault> draws(FaultPlan plan) {
    return IntStream.range(0, DRAWS)
        .mapToObj(i -> plan.at(i % 500, i / 500, 1_000))
        .toList();
  }
}
