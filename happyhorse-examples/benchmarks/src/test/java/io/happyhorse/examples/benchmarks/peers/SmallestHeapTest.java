package io.happyhorse.examples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallestHeapTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 23, 100, 333, 512})
  void finds_the_smallest_number_to_an_eighth(int needed) {
    int found = SmallestHeap.search(8, 512, heap -> heap >= needed).orElseThrow();

    assertThat(found).isBetween(needed, needed + Math.max(1, needed / 7));
  }

  @Test
  void returns_nothing_if_the_limit_does_not_work() {
    List<Integer> tried = new ArrayList<>();

    assertThat(SmallestHeap.search(8, 20, heap -> {
          tried.add(heap);
          return false;
        }))
        .isEmpty();
    assertThat(tried).containsExactly(8, 16, 20);
  }
}
