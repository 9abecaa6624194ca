package io.happyhorse.core.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Lifetimes in an order; several may be equal in it. Not thread-safe. */
final class SortedLifetimes {
  private static final int MINUTE = 60;

  private final Comparator<Lifetime> order;
  private final List<Lifetime> lifetimes = new ArrayList<>();

  SortedLifetimes(Comparator<Lifetime> order) {
    this.order = order;
  }

  void add(Lifetime lifetime) {
    int found = Collections.binarySearch(lifetimes, lifetime, order);
    lifetimes.add(found < 0 ? -found - 1 : found, lifetime);
  }

  /** Removes a lifetime that was added. */
  void remove(Lifetime lifetime) {
    int at = Collections.binarySearch(lifetimes, lifetime, order);
    while (at > 0 && order.compare(lifetimes.get(at - 1), lifetime) == 0) {
      at--;
    }
    while (!lifetimes.get(at).equals(lifetime)) {
      at++;
    }
    lifetimes.remove(at);
  }

  int size() {
    return lifetimes.size();
  }

  Lifetime get(int index) {
    return lifetimes.get(index);
  }

  /** Returns the index of the first lifetime longer than this, if they are ordered by time. */
  int firstAfter(double seconds) {
    return first(each -> each.seconds() > seconds);
  }

  /** Returns the tasks submitted in the minute of this epoch second, if they are ordered by submission: a view, not a copy. */
  List<Lifetime> ofMinute(long second) {
    long start = Math.floorDiv(second, MINUTE) * MINUTE;
    return lifetimes.subList(
        first(each -> each.submitted() >= start),
        first(each -> each.submitted() >= start + MINUTE));
  }

  /** Returns the index of the first lifetime for which a condition holds, which also holds for all that follow. */
  private int first(Predicate<Lifetime> condition) {
    int low = 0;
    int high = lifetimes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (condition.test(lifetimes.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * Returns the index of the first of the latest lifetimes, of which this number has ended, if they are ordered by submission; never
   * between tasks of the same second.
   */
  int startOfLatest(int ends) {
    int at = lifetimes.size();
    for (int seen = 0; at > 0 && seen < ends; seen += lifetimes.get(at).hasEnded() ? 1 : 0) {
      at--;
    }
    while (at > 0 && lifetimes.get(at - 1).submitted() == lifetimes.get(at).submitted()) {
      at--;
    }
    return at;
  }

  /** Returns all lifetimes in order: a view, not a copy. */
  List<Lifetime> asList() {
    return Collections.unmodifiableList(lifetimes);
  }
}
