package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.client.Figures;

/**
 * A measured row.
 *
 * @param part the part of the comparison
 * @param client the name of the client
 * @param tasks the number of tasks
 * @param load the load average of the machine over one minute, at the end of the measurement
 * @param figures the measured figures
 */
record Row(Part part, String client, int tasks, double load, Figures figures) {
  double get(String column) {
    return figures.get(column);
  }

  boolean isOf(Setup setup) {
    return part == setup.part()
        && client.equals(setup.peer().name())
        && tasks == setup.plan().tasks();
  }
}
