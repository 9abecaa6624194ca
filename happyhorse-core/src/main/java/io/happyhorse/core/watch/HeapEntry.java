package io.happyhorse.core.watch;

/** What can stand in a {@link Heap}. */
abstract class HeapEntry {
  static final int NOWHERE = -1;

  /** Where it stands in an indexed heap; kept by the heap. */
  int place = NOWHERE;

  /** What time it was added with last; kept by the heap. */
  long at;
}
