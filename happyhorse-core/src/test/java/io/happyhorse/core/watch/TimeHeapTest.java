package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeHeapTest {
  private final HeapPlaces places = new HeapPlaces();
  private final TimeHeap heap = new TimeHeap(places);

  private static int first(Map<Integer, Long> model) {
    Comparator<Map.Entry<Integer, Long>> order = Map.Entry.comparingByValue();
    return model.entrySet().stream()
        .min(order.thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }

  @Test
  void is_empty_at_first() {
    assertThat(heap.isEmpty()).isTrue();
    assertThat(heap.firstTime()).isEqualTo(Long.MAX_VALUE);
    assertThat(heap.contains(0)).isFalse();
    assertThat(heap.contains(1_000)).isFalse();
  }

  @Test
  void returns_equal_times_in_order_of_the_numbers() {
    for (int number = 9; number >= 0; number--) {
      heap.add(number, 5);
    }
    for (int number = 0; number < 10; number++) {
      assertThat(heap.first()).isEqualTo(number);
      heap.remove(number);
    }
  }

  @Test
  void shares_places_with_another_heap() {
    TimeHeap other = new TimeHeap(places);
    heap.add(1, 10);
    other.add(2, 20);
    heap.add(3, 30);
    other.add(4, 40);

    assertThat(heap.contains(2)).isFalse();
    assertThat(other.contains(1)).isFalse();
    heap.remove(1);
    other.add(1, 10);
    assertThat(heap.contains(1)).isFalse();
    assertThat(other.first()).isEqualTo(1);
    assertThat(heap.first()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keeps_the_order_whatever_is_added_and_removed(long seed) {
    Random random = new Random(seed);
    Map<Integer, Long> model = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      int number = random.nextInt(1_000);
      assertThat(heap.contains(number)).isEqualTo(model.containsKey(number));
      if (model.remove(number) == null) {
        long time = random.nextInt(300);
        model.put(number, time);
        heap.add(number, time);
      } else {
        heap.remove(number);
      }
      assertThat(heap.isEmpty()).isEqualTo(model.isEmpty());
      if (i % 20 == 0 && !model.isEmpty()) {
        assertThat(heap.first()).isEqualTo(first(model));
        assertThat(heap.firstTime()).isEqualTo(model.get(heap.first()));
      }
    }
    while (!model.isEmpty()) {
      assertThat(heap.first()).isEqualTo(first(model));
      model.remove(heap.first());
      heap.remove(heap.first());
    }
    assertThat(heap.isEmpty()).isTrue();
  }
}
