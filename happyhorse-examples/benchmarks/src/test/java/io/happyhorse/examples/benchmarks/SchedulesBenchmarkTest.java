package io.happyhorse.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.schedule.PollSchedule;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the learning schedule to its figures, on fewer tasks than the benchmark. */
class SchedulesBenchmarkTest {
  private final SchedulesBenchmark benchmark = new SchedulesBenchmark(4_000);

  private Simulation fixed(Distribution distribution) {
    return benchmark.simulate(distribution, PollSchedule.fixed(Duration.ofSeconds(15)));
  }

  static Stream<Distribution> distributions() {
    return SchedulesBenchmark.DISTRIBUTIONS.stream();
  }

  @Test
  void a_thousand_samples_save_nearly_half_of_the_requests_at_no_more_lag() {
    Distribution usual = SchedulesBenchmark.DISTRIBUTIONS.get(0);

    Simulation learned = benchmark.learned(usual, 1_000);

    assertThat(usual.name()).isEqualTo("lognormal-100s-0.25");
    assertThat(learned.requestsPerTask()).isLessThanOrEqualTo(4.1);
    assertThat(learned.meanLag()).isLessThanOrEqualTo(fixed(usual).meanLag());
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void learning_never_costs_more_requests_and_more_lag(Distribution distribution) {
    Simulation fixed = fixed(distribution);

    for (int samples : new int[] {0, 20, 1_000}) {
      Simulation learned = benchmark.learned(distribution, samples);
      assertThat(learned.requestsPerTask() > fixed.requestsPerTask()
              && learned.meanLag() > fixed.meanLag())
          .as("%s after %d samples", distribution.name(), samples)
          .isFalse();
    }
  }
}
