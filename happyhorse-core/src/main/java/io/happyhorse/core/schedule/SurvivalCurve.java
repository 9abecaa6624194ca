package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The share of tasks of one kind that take longer than a time, estimated from tasks that ended and tasks that were still running
 * when they were last observed (E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, 1958).
 *
 * <p>Holds the 1,000 most recently submitted of the tasks that ended, and the running ones that were submitted since the oldest of
 * them. This choice and the detection of a change are based on the time of submission: of tasks submitted together, the short ones end
 * first, so the tasks that ended last are a biased sample. Not thread-safe.
 */
final class SurvivalCurve {
  /** The minimum number of ended tasks for an estimate. */
  static final int ENOUGH = 20;

  /** The maximum number of ended tasks. */
  static final int MOST = 1_000;

  private static final int GOLDEN_RATIO = 0x9E3779B9;
  private static final int TESTED_EVERY = 20;

  /**
   * The age in seconds from which one additional, hypothetical task may end. It reaches an age of t seconds with the probability 60/t,
   * so that a duration is not considered impossible because it was not observed.
   */
  private static final double TAIL_FROM = 60;

  private final List<Lifetime> bySubmission = new ArrayList<>();
  private final List<Lifetime> byTime = new ArrayList<>();
  private final Map<TaskId, Lifetime> running = new HashMap<>();
  private long since = Long.MIN_VALUE;
  private int ended;
  private int untested;

  /** Adds a task that ended, in place of the running one with this id. */
  void ended(TaskId id, long submitted, double seconds) {
    forget(id);
    add(Lifetime.ended(submitted, tieOf(id), seconds));
    test();
  }

  /** Records that a task was still running at this time. */
  void running(TaskId id, long submitted, double seconds) {
    Lifetime known = running.get(id);
    if (known == null || known.seconds() < seconds) {
      forget(id);
      add(new Lifetime(submitted, tieOf(id), seconds, id));
    }
    test();
  }

  /** Returns a well-mixed hash, also for consecutively numbered ids. */
  private static int tieOf(TaskId id) {
    return id.hashCode() * GOLDEN_RATIO;
  }

  /** Removes a task that is not known to have ended. */
  void forget(TaskId id) {
    Lifetime known = running.get(id);
    if (known != null) {
      remove(known);
    }
  }

  void add(Lifetime lifetime) {
    if (lifetime.submitted() < since) {
      return;
    }
    insert(lifetime, bySubmission, Lifetime.BY_SUBMISSION);
    insert(lifetime, byTime, Lifetime.BY_TIME);
    if (lifetime.running() == null) {
      ended++;
    } else {
      running.put(lifetime.running(), lifetime);
    }
    removeOldest();
  }

  private void removeOldest() {
    boolean full = ended >= MOST;
    while (ended > MOST || (full && !bySubmission.get(0).hasEnded())) {
      remove(bySubmission.get(0));
    }
  }

  private void remove(Lifetime lifetime) {
    bySubmission.remove(indexOf(lifetime, bySubmission, Lifetime.BY_SUBMISSION));
    byTime.remove(indexOf(lifetime, byTime, Lifetime.BY_TIME));
    if (lifetime.running() == null) {
      ended--;
    } else {
      running.remove(lifetime.running());
    }
  }

  private static void insert(Lifetime lifetime, List<Lifetime> list, Comparator<Lifetime> order) {
    int found = Collections.binarySearch(list, lifetime, order);
    list.add(found < 0 ? -found - 1 : found, lifetime);
  }

  private static int indexOf(Lifetime lifetime, List<Lifetime> list, Comparator<Lifetime> order) {
    int at = Collections.binarySearch(list, lifetime, order);
    while (at > 0 && order.compare(list.get(at - 1), lifetime) == 0) {
      at--;
    }
    while (!list.get(at).equals(lifetime)) {
      at++;
    }
    return at;
  }

  private void test() {
    if (++untested >= TESTED_EVERY) {
      untested = 0;
      if (ended >= 2 * ENOUGH) {
        int before = startOfLatest();
        long latest = bySubmission.get(before).submitted();
        if (new LogRank(byTime, bySubmission.size() - before, latest).differs()) {
          since = latest;
          List.copyOf(bySubmission.subList(0, before)).forEach(this::remove);
        }
      }
    }
  }

  /** Returns the start of the latest tasks of which enough have ended; never between tasks of the same second. */
  private int startOfLatest() {
    int at = bySubmission.size();
    for (int seen = 0; at > 0 && seen < ENOUGH; seen += bySubmission.get(at).hasEnded() ? 1 : 0) {
      at--;
    }
    while (at > 0
        && bySubmission.get(at - 1).submitted() == bySubmission.get(at).submitted()) {
      at--;
    }
    return at;
  }

  boolean hasEnough() {
    return ended >= ENOUGH;
  }

  List<Lifetime> inOrder() {
    return List.copyOf(bySubmission);
  }

  /** Returns whether no task is known to have ended later than at this age. */
  boolean isBeyondAllEnds(double age) {
    int at = byTime.size() - 1;
    while (at >= 0 && !byTime.get(at).hasEnded()) {
      at--;
    }
    return at < 0 || byTime.get(at).seconds() <= age;
  }

  /**
   * Returns the interval after which to inspect a task of this age, where d times the hazard accumulated in d equals
   * {@code doubledCost}.
   */
  double interval(double age, double doubledCost, double shortest, double longest) {
    double hazard = 0;
    double from = age;
    int at = firstAfter(age);
    for (; at < byTime.size(); at++) {
      Lifetime next = byTime.get(at);
      int atRisk = byTime.size() - at;
      double until = next.seconds();
      double reached = hazard + ofTail(atRisk, from, until);
      if (until - age >= longest || (until - age) * reached >= doubledCost) {
        break;
      }
      hazard = next.hasEnded() ? reached + ofEnd(atRisk, until) : reached;
      from = until;
      if ((until - age) * hazard >= doubledCost) {
        return Math.max(shortest, until - age);
      }
    }
    return Math.max(shortest, between(age, from, hazard, byTime.size() - at, doubledCost, longest));
  }

  /** Finds the interval that ends after a time up to which the hazard is known, and before the next time in the list. */
  private static double between(
      double age, double from, double hazard, int atRisk, double doubledCost, double longest) {
    double low = from - age;
    double high = longest;
    while (high - low > 0.01) {
      double middle = (low + high) / 2;
      if (middle * (hazard + ofTail(atRisk, from, age + middle)) < doubledCost) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The logarithm of (n + t) / (n - 1 + t), for n tasks at risk and t of the tail, but faster. */
  private static double ofEnd(int atRisk, double seconds) {
    return 1 / (atRisk - 0.5 + tail(seconds));
  }

  /** Returns the hazard that comes from the tail alone, between two times in the list. */
  private static double ofTail(int atRisk, double from, double to) {
    if (to <= TAIL_FROM) {
      return 0; // as the formula does, but without its divisions, which would be most of the cost
    }
    double before = tail(from);
    double after = tail(to);
    return atRisk == 0
        ? Math.log(before / after)
        : (before - after) / (atRisk + (before + after) / 2);
  }

  private static double tail(double seconds) {
    return Math.min(1, TAIL_FROM / seconds);
  }

  private int firstAfter(double seconds) {
    int low = 0;
    int high = byTime.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byTime.get(middle).seconds() <= seconds) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns within how many seconds this share of the tasks that reached this age finished; empty if there is not enough data. */
  OptionalDouble remaining(double age, double share) {
    int first = firstAfter(age);
    if (byTime.stream().skip(first).filter(Lifetime::hasEnded).count() < ENOUGH / 2) {
      return OptionalDouble.empty();
    }
    double alive = 1;
    double before = Double.NaN;
    for (int at = first; at < byTime.size(); at++) {
      Lifetime next = byTime.get(at);
      if (next.hasEnded()) {
        int atRisk = byTime.size() - at;
        double then = alive * atRisk / (atRisk + 1);
        if (1 - then >= share || atRisk == 1) {
          double part =
              Double.isNaN(before) ? 1 : Math.min(1, (alive - (1 - share)) / (alive - then));
          double start = Double.isNaN(before) ? 0 : before;
          return OptionalDouble.of(start + part * (next.seconds() - start) - age);
        }
        alive = then;
        before = next.seconds();
      }
    }
    return OptionalDouble.empty();
  }
}
