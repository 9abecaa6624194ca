package io.happyhorse.examples.benchmarks;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A distribution of the times of tasks, and what a learned schedule knows about it.
 *
 * @param name the name
 * @param law the probability law from which the times of a task are drawn
 * @param before the law of the earlier tasks, from which the schedule has learned; null if it is the same
 * @param hasLearnedChange whether the schedule has learned 50 tasks of the new law after the earlier ones
 * @param showsStart whether observations show when a task has started
 */
record Distribution(
    String name, Law law, @Nullable Law before, boolean hasLearnedChange, boolean showsStart) {
  private static final double[] MODES = {95, 150, 240};

  static final Distribution USUAL = of("lognormal-100s-0.25", lognormal(100, 0.25));

  static final List<Distribution> ALL = List.of(
      USUAL,
      of("lognormal-100s-0.5", lognormal(100, 0.5)),
      of("uniform-60-300s", random -> total(60 + 240 * random.nextDouble())),
      of(
          "mix-95-150-240s",
          random -> lognormal(MODES[random.nextInt(MODES.length)], 0.15).draw(random)),
      of(
          "heavy-tail",
          random -> random.nextInt(50) == 0
              ? total(840 + 60 * random.nextDouble())
              : USUAL.law().draw(random)),
      new Distribution("regime-change", lognormal(200, 0.25), USUAL.law(), true, false),
      new Distribution("queue-then-render", Distribution::queueThenRender, null, false, true),
      new Distribution("law-changes-with-burst", lognormal(200, 0.25), USUAL.law(), false, false));

  /** A probability law: draws the times of tasks. */
  @FunctionalInterface
  interface Law {
    Times draw(Random random);
  }

  /**
   * One task's times, in seconds.
   *
   * @param queued from submission to the start; 0 if observations do not show the start
   * @param total from submission to the end
   */
  record Times(double queued, double total) {}

  static Distribution of(String name, Law law) {
    return new Distribution(name, law, null, false, false);
  }

  static Law lognormal(double median, double sigma) {
    return random -> total(median * Math.exp(sigma * random.nextGaussian()));
  }

  private static Times queueThenRender(Random random) {
    double queued = -120 * Math.log(1 - random.nextDouble());
    return new Times(queued, queued + lognormal(95, 0.2).draw(random).total());
  }

  private static Times total(double seconds) {
    return new Times(0, seconds);
  }

  /** Returns the law of a task from which the schedule learns: of one of the earlier tasks, or of the latest 50. */
  Law learnedLaw(boolean isOneOfTheEarlier) {
    return before == null || (hasLearnedChange && !isOneOfTheEarlier) ? law : before;
  }

  /** Returns whether the tasks follow a law that the schedule has not learned. */
  boolean isNew() {
    return before != null && !hasLearnedChange;
  }

  @Override
  public String toString() {
    return name;
  }
}
