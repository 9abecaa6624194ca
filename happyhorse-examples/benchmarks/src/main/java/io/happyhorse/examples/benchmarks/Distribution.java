package io.happyhorse.examples.benchmarks;

import java.util.Random;
import java.util.function.Function;

/**
 * A law of how long tasks queue and render.
 *
 * @param name what to call it
 * @param draw draws the next task's times
 */
record Distribution(String name, Function<Random, Times> draw) {
  /**
   * One task's times, in seconds.
   *
   * @param queued from submission to the start; 0 if the start is not seen
   * @param total from submission to the end
   */
  record Times(double queued, double total) {}

  static Distribution of(String name, Function<Random, Double> total) {
    return new Distribution(name, random -> new Times(0, total.apply(random)));
  }

  static double lognormal(Random random, double median, double sigma) {
    return median * Math.exp(sigma * random.nextGaussian());
  }

  boolean showsStart() {
    return name.equals("queue-then-render");
  }
}
