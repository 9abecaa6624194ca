package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRankTest {
  /**
   * All E earlier tasks end at the same age and none of the L latest do, so the difference is d = E L / (E + L), and its variance
   * that of a hypergeometric distribution, v = d d / (E + L - 1). Freedman's bound is d d = 2 ln(20,000) (v + d / 3).
   */
  @ParameterizedTest
  @CsvSource({
    "71, 10, false",
    "72, 10, true",
    "37, 15, false",
    "38, 15, true",
    "27, 20, false",
    "28, 20, true",
    "18, 30, false",
    "19, 30, true",
    "3000, 5, false"
  })
  void reports_a_difference_once_enough_tasks_rule_out_chance(
      int earlier, int latest, boolean differs) {
    List<Lifetime> byTime = new ArrayList<>();
    for (int i = 0; i < earlier; i++) {
      byTime.add(new Lifetime(1, i, 100, null));
    }
    for (int i = 0; i < latest; i++) {
      byTime.add(new Lifetime(2, i, 200, TaskId.of("asyntask_" + i)));
    }

    assertThat(new LogRank(byTime, latest, 2).differs()).isEqualTo(differs);
  }
}
