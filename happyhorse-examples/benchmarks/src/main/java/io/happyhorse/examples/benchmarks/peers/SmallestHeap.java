package io.happyhorse.examples.benchmarks.peers;

import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Searches for the smallest heap that is sufficient: doubles the heap until it is, then bisects. */
final class SmallestHeap {
  /** The search ends when the result is exact to one part in this many. */
  private static final int PRECISION = 8;

  private SmallestHeap() {}

  /**
   * Returns the smallest sufficient number, exact to an eighth; empty if even the limit is not sufficient.
   *
   * @param first the first number to try
   * @param limit the largest one
   * @param works whether a number is sufficient; if it is, all larger ones are
   */
  static OptionalInt search(int first, int limit, IntPredicate works) {
    int tooSmall = 0;
    int enough = first;
    while (!works.test(enough)) {
      if (enough == limit) {
        return OptionalInt.empty();
      }
      tooSmall = enough;
      enough = Math.min(limit, 2 * enough);
    }
    while (enough - tooSmall > Math.max(1, enough / PRECISION)) {
      int middle = (tooSmall + enough) / 2;
      if (works.test(middle)) {
        enough = middle;
      } else {
        tooSmall = middle;
      }
    }
    return OptionalInt.of(enough);
  }
}
