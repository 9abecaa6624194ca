package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapTest {
  private static final class Entry extends HeapEntry {}

  @Test
  void is_empty_at_first() {
    Heap<Entry> heap = new Heap<>(true);

    assertThat(heap.first()).isNull();
    assertThat(heap.firstAt()).isEqualTo(Long.MAX_VALUE);
    heap.remove(new Entry());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void gives_the_earliest_first_whatever_is_added_and_removed(long seed) {
    Random random = new Random(seed);
    Heap<Entry> heap = new Heap<>(true);
    List<Entry> model = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (model.isEmpty() || random.nextInt(5) > 1) {
        Entry entry = new Entry();
        heap.add(entry, random.nextInt(1_000));
        model.add(entry);
      } else {
        Entry entry = model.remove(random.nextInt(model.size()));
        heap.remove(entry);
        heap.remove(entry);
      }
      assertThat(heap.firstAt())
          .isEqualTo(model.stream().mapToLong(entry -> entry.at).min().orElse(Long.MAX_VALUE));
    }
    List<Long> drained = new ArrayList<>();
    for (Entry first = heap.first(); first != null; first = heap.first()) {
      drained.add(first.at);
      heap.remove(first);
    }
    assertThat(drained).hasSameSizeAs(model).isSortedAccordingTo(Comparator.naturalOrder());
  }
}
