package io.happyhorse.core.watch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A queue by time from which any entry can be taken out quickly, since each knows its place. An entry is in at most one heap at a
 * time. Not thread-safe.
 */
final class Heap<E extends HeapEntry> {
  private final List<E> entries = new ArrayList<>();

  void add(E entry, long at) {
    entry.at = at;
    entries.add(entry);
    rise(entry, entries.size() - 1);
  }

  /** Returns the earliest entry, or null if there is none. */
  @Nullable
  E first() {
    return entries.isEmpty() ? null : entries.get(0);
  }

  /** Returns the time of the earliest entry, {@link Long#MAX_VALUE} if there is none. */
  long firstAt() {
    return entries.isEmpty() ? Long.MAX_VALUE : entries.get(0).at;
  }

  /** Takes an entry out; does nothing if it is in no heap. */
  void remove(E entry) {
    int place = entry.place;
    if (place == HeapEntry.NOWHERE) {
      return;
    }
    entry.place = HeapEntry.NOWHERE;
    E last = entries.remove(entries.size() - 1);
    if (last != entry) {
      sink(last, place);
      rise(last, last.place);
    }
  }

  private void rise(E entry, int from) {
    int place = from;
    while (place > 0 && entry.isBefore(entries.get((place - 1) / 2))) {
      put(entries.get((place - 1) / 2), place);
      place = (place - 1) / 2;
    }
    put(entry, place);
  }

  private void sink(E entry, int from) {
    int place = from;
    for (int child = earlierChild(place);
        child > 0 && entries.get(child).isBefore(entry);
        child = earlierChild(place)) {
      put(entries.get(child), place);
      place = child;
    }
    put(entry, place);
  }

  /** Returns the place of the earlier of two children, 0 if there are none. */
  private int earlierChild(int place) {
    int left = 2 * place + 1;
    if (left >= entries.size()) {
      return 0;
    }
    boolean rightIsEarlier =
        left + 1 < entries.size() && entries.get(left + 1).isBefore(entries.get(left));
    return rightIsEarlier ? left + 1 : left;
  }

  private void put(E entry, int place) {
    entries.set(place, entry);
    entry.place = place;
  }
}
