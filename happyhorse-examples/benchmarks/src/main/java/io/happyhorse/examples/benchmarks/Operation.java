package io.happyhorse.examples.benchmarks;

/**
 * An operation to measure.
 *
 * @param name the name in the table
 * @param once performs it once
 */
record Operation(String name, Runnable once) {
  /** The result of the last operation, which prevents the JVM from optimizing the operation away. */
  @SuppressWarnings("UnusedVariable")
  private static volatile Object consumed = "";

  static void consume(Object result) {
    consumed = result;
  }
}
