package io.happyhorse.examples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.benchmarks.peers.client.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuiteTest {
  @Test
  void further_schedules_are_measured_with_1000_tasks_and_the_prompt_one_with_any_number() {
    Suite suite = Suite.whole(List.of(100, 1_000), 500);

    assertThat(suite.setups().stream()
            .filter(setup -> setup.part() == Part.LOAD)
            .filter(setup -> !Peer.ALL.contains(setup.peer()))
            .map(setup -> setup.plan().tasks() + " " + setup.peer().name()))
        .containsExactly(
            "100 happyhorse-learned-0.5s",
            "1000 happyhorse-learned-0.5s",
            "1000 happyhorse-learned-1s",
            "1000 happyhorse-learned-6s",
            "1000 happyhorse-2.5s",
            "1000 happyhorse-10s",
            "1000 happyhorse-15s");
  }

  @Test
  void each_part_begins_with_the_reference_of_the_ratios() {
    List<Setup> setups = Suite.whole(List.of(5_000), 500).setups();

    for (Part part : Part.values()) {
      assertThat(setups.stream().filter(setup -> setup.part() == part).findFirst())
          .hasValueSatisfying(first -> assertThat(first.peer()).isEqualTo(Peer.REFERENCE));
    }
  }

  @Test
  void all_clients_get_the_same_tasks_and_faults() {
    assertThat(Suite.whole(List.of(5_000), 500).setups().stream()
            .filter(setup -> setup.part() == Part.FAULTS))
        .hasSize(Peer.ALL.size())
        .extracting(setup -> setup.plan() + " " + setup.faults())
        .containsOnly("500,15000,45000,20 20000,5000,30000,8000,20");
  }
}
