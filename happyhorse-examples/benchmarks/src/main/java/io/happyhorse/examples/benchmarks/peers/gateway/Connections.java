package io.happyhorse.examples.benchmarks.peers.gateway;

/** Counts open connections. Used by one thread. */
final class Connections {
  private int open;
  private int peak;

  void opened() {
    open++;
    peak = Math.max(peak, open);
  }

  void closed() {
    open--;
  }

  int open() {
    return open;
  }

  int peak() {
    return peak;
  }

  void resetPeak() {
    peak = open;
  }
}
