package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
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
 * first, so the tasks that ended last are a biased sample.
 *
 * <p>Of the tasks submitted in the same minute, it holds a sample of 100, which does not depend on how long they take. Otherwise the
 * first 1,000 tasks of a large burst that end would displace all earlier ones, and with them what is known of greater ages. Not
 * thread-safe.
 */
final class SurvivalCurve {
  /** The minimum number of ended tasks for an estimate. */
  static final int ENOUGH = 20;

  /** The maximum number of ended tasks. */
  static final int MOST = 1_000;

  /** The maximum number of tasks that were submitted in the same minute. */
  static final int MOST_OF_A_MINUTE = 100;

  private static final int TESTED_EVERY = 20;

  private final SortedLifetimes bySubmission = new SortedLifetimes(Lifetime.BY_SUBMISSION);
  private final SortedLifetimes byTime = new SortedLifetimes(Lifetime.BY_TIME);
  private final Map<TaskId, Lifetime> running = new HashMap<>();
  private long since = Long.MIN_VALUE;
  private int ended;
  private int untested;

  /** Adds a task that ended, in place of the running one with this id. */
  void ended(TaskId id, long submitted, double seconds) {
    forget(id);
    add(Lifetime.ended(id, submitted, seconds));
    testForChange();
  }

  /** Records that a task was still running at this time. */
  void running(TaskId id, long submitted, double seconds) {
    Lifetime known = running.get(id);
    if (known == null || known.seconds() < seconds) {
      forget(id);
      add(Lifetime.running(id, submitted, seconds));
    }
    testForChange();
  }

  /** Returns whether it holds a task that is not known to have ended. */
  boolean isRunning(TaskId id) {
    return running.containsKey(id);
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
    bySubmission.add(lifetime);
    byTime.add(lifetime);
    if (lifetime.running() == null) {
      ended++;
    } else {
      running.put(lifetime.running(), lifetime);
    }
    removeExcess(bySubmission.ofMinute(lifetime.submitted()));
    removeOldest();
  }

  private void removeExcess(List<Lifetime> minute) {
    if (minute.size() > MOST_OF_A_MINUTE) {
      remove(Collections.min(minute, Comparator.comparingInt(Lifetime::tie)));
    }
  }

  private void removeOldest() {
    boolean full = ended >= MOST;
    while (ended > MOST || (full && !bySubmission.get(0).hasEnded())) {
      remove(bySubmission.get(0));
    }
  }

  private void remove(Lifetime lifetime) {
    bySubmission.remove(lifetime);
    byTime.remove(lifetime);
    if (lifetime.running() == null) {
      ended--;
    } else {
      running.remove(lifetime.running());
    }
  }

  private void testForChange() {
    untested = (untested + 1) % TESTED_EVERY;
    if (untested == 0 && ended >= 2 * ENOUGH) {
      dropBeforeChange();
    }
  }

  /** Drops the tasks that were submitted before the latest ones, if the durations of the two groups differ. */
  private void dropBeforeChange() {
    int before = bySubmission.startOfLatest(ENOUGH);
    long latest = bySubmission.get(before).submitted();
    if (new LogRank(byTime.asList(), bySubmission.size() - before, latest).differs()) {
      since = latest;
      List.copyOf(bySubmission.asList().subList(0, before)).forEach(this::remove);
    }
  }

  boolean hasEnough() {
    return ended >= ENOUGH;
  }

  List<Lifetime> inOrder() {
    return List.copyOf(bySubmission.asList());
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
   * Returns the {@linkplain InspectionInterval interval} after which to inspect a task of this age. All times are in seconds.
   *
   * @param delayPerRequest the delay that is accepted to save one request, and the shortest interval
   */
  double interval(double age, double delayPerRequest, double longest) {
    double interval = new InspectionInterval(byTime, age, 2 * delayPerRequest, longest).seconds();
    return Math.max(delayPerRequest, interval);
  }

  /** Returns within how many seconds this share of the tasks that reached this age finished; empty if there is not enough data. */
  OptionalDouble remaining(double age, double share) {
    return RemainingTime.seconds(byTime, age, share, ENOUGH / 2);
  }
}
