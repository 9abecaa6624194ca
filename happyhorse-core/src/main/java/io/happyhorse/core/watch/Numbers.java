package io.happyhorse.core.watch;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects from 0. The number of a removed object is given to another, so the numbers stay small. Not thread-safe.
 */
final class Numbers<T> {
  /** In place of the number of an object that has none. */
  static final int NONE = -1;

  private final List<@Nullable T> objects = new ArrayList<>();
  private final BitSet used = new BitSet();
  private int lowestFree;

  /** Gives an object the lowest number that no other has. */
  int add(T object) {
    int number = used.nextClearBit(lowestFree);
    lowestFree = number + 1;
    used.set(number);
    if (number == objects.size()) {
      objects.add(object);
    } else {
      objects.set(number, object);
    }
    return number;
  }

  void remove(int number) {
    used.clear(number);
    objects.set(number, null);
    lowestFree = Math.min(lowestFree, number);
  }

  @Nullable
  T get(int number) {
    return objects.get(number);
  }
}
