package io.happyhorse.examples.benchmarks;

import java.util.List;

/** A server that returns the state of tasks, in memory and on loopback. */
interface MeasuredServer extends AutoCloseable {
  int port();

  /** Returns the value of the header {@code Authorization} of every request. */
  String authorization();

  /** Returns the paths of the tasks. */
  List<String> paths();

  @Override
  void close();
}
