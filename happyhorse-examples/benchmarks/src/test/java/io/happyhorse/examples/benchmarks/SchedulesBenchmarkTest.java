package io.happyhorse.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.examples.benchmarks.Workload.Arrival;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies the figures of the learned schedule, on fewer tasks than the benchmark. */
class SchedulesBenchmarkTest {
  private static final PollSchedule VENDORS_INTERVAL = PollSchedule.fixed(Duration.ofSeconds(15));
  private static final int GROUPS = Boolean.getBoolean("happyhorse.full") ? 10 : 3;
  private static final int SAMPLES = 1_000;
  private static final long SEED = 38;

  private static Workload workload(Distribution distribution, Arrival arrival, double failedPolls) {
    return new Workload(distribution, arrival, failedPolls, GROUPS, SEED);
  }

  /** The simulations of the learned schedule. They are the same each time, so that all tests share them. */
  private static final Map<Workload, Simulation> LEARNED = new ConcurrentHashMap<>();

  private static Simulation learned(Workload workload) {
    return LEARNED.computeIfAbsent(workload, it -> it.learned(SAMPLES));
  }

  static Stream<Arguments> rows() {
    return Distribution.ALL.stream()
        .flatMap(
            distribution -> Stream.of(0.0, 0.02).map(failed -> Arguments.of(distribution, failed)));
  }

  static Stream<Arguments> rowsOfLearnedLaws() {
    return rows().filter(row -> !((Distribution) row.get()[0]).isNew());
  }

  @Test
  void a_thousand_samples_save_nearly_half_of_the_requests_at_no_more_lag() {
    Workload usual = workload(Distribution.USUAL, Arrival.STEADY, 0);

    Simulation learned = learned(usual);

    assertThat(learned.requestsPerTask()).isLessThanOrEqualTo(4.1);
    assertThat(learned.meanLag())
        .isLessThanOrEqualTo(usual.simulate(VENDORS_INTERVAL).meanLag());
  }

  @ParameterizedTest
  @MethodSource("rowsOfLearnedLaws")
  void a_burst_is_noticed_about_as_soon_as_steady_tasks_for_about_as_many_requests(
      Distribution distribution, double failedPolls) {
    Simulation steady = learned(workload(distribution, Arrival.STEADY, failedPolls));
    Simulation burst = learned(workload(distribution, Arrival.BURST, failedPolls));

    assertThat(burst.meanLag()).isLessThanOrEqualTo(1.15 * steady.meanLag());
    assertThat(burst.requestsPerTask()).isLessThanOrEqualTo(1.1 * steady.requestsPerTask());
  }

  @ParameterizedTest
  @MethodSource("rowsOfLearnedLaws")
  void a_fixed_interval_notices_later_with_as_many_requests(
      Distribution distribution, double failedPolls) {
    for (Arrival arrival : Arrival.values()) {
      Workload workload = workload(distribution, arrival, failedPolls);
      Simulation learned = learned(workload);
      Duration interval = workload.fixedIntervalFor(learned.requestsPerTask());
      Simulation fixed = workload.simulate(PollSchedule.fixed(interval));

      assertThat(learned.meanLag()).as("%s", arrival).isLessThanOrEqualTo(0.8 * fixed.meanLag());
      assertThat(learned.lagP95()).as("%s", arrival).isLessThanOrEqualTo(fixed.lagP95());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void learning_never_costs_both_more_requests_and_more_lag(
      Distribution distribution, double failedPolls) {
    for (Arrival arrival : Arrival.values()) {
      Workload workload = workload(distribution, arrival, failedPolls);
      Simulation fixed = workload.simulate(VENDORS_INTERVAL);
      for (int samples : failedPolls == 0 ? new int[] {0, 20, SAMPLES} : new int[] {SAMPLES}) {
        Simulation learned = samples == SAMPLES ? learned(workload) : workload.learned(samples);
        assertThat(learned.requestsPerTask() > fixed.requestsPerTask()
                && learned.meanLag() > fixed.meanLag())
            .as("%s after %d samples", arrival, samples)
            .isFalse();
      }
    }
  }
}
