package io.happyhorse.core.watch;

import java.util.Arrays;

/** The place of each task number in the {@link TimeHeap} that contains it. Meaningless for numbers in no heap. Not thread-safe. */
final class HeapPlaces {
  private int[] byNumber = new int[64];

  int of(int number) {
    return number < byNumber.length ? byNumber[number] : 0;
  }

  void set(int number, int place) {
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, number + number / 2);
    }
    byNumber[number] = place;
  }
}
