package io.happyhorse.examples.benchmarks;

import java.util.List;
import java.util.function.Function;

/** Measures operations in turn, so that the load of the machine affects all of them alike, and prints their medians. */
final class Comparison {
  private final List<Operation> operations;
  private final double[][] nanos;
  private final long[] bytes;

  private Comparison(List<Operation> operations, int rounds) {
    this.operations = operations;
    this.nanos = new double[operations.size()][rounds];
    this.bytes = new long[operations.size()];
  }

  /** Measures each operation once per round. The rounds of the warm-up do not count. */
  static Comparison of(
      List<Operation> operations, int warmUps, int rounds, Function<Operation, Cost> measurement) {
    Comparison comparison = new Comparison(operations, rounds);
    for (int round = -warmUps; round < rounds; round++) {
      for (int i = 0; i < operations.size(); i++) {
        Cost cost = measurement.apply(operations.get(i));
        if (round >= 0) {
          comparison.nanos[i][round] = cost.nanos();
          comparison.bytes[i] = cost.bytes();
        }
      }
    }
    return comparison;
  }

  /** Prints a row per operation: its name, the callers, the time as a ratio to that of the first operation, time and bytes. */
  void print(Table table, int callers) {
    for (int i = 0; i < operations.size(); i++) {
      double[] ratios = new double[nanos[i].length];
      for (int round = 0; round < ratios.length; round++) {
        ratios[round] = nanos[i][round] / nanos[0][round];
      }
      table.row(
          operations.get(i).name(), callers, Median.of(ratios), Median.of(nanos[i]), bytes[i]);
    }
  }
}
