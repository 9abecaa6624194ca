package io.happyhorse.core.watch;

/** What can stand in a {@link Heap}. */
abstract class HeapEntry {
  static final int NOWHERE = -1;

  /** Where it stands in its heap; kept by the heap. */
  int place = NOWHERE;

  /** What time it was added with; kept by the heap. */
  long at;

  final boolean isBefore(HeapEntry other) {
    return at < other.at;
  }
}
