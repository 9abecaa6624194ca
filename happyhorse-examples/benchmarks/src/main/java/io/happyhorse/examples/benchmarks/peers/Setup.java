package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.client.Peer;
import io.happyhorse.examples.benchmarks.peers.gateway.FaultPlan;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;

/**
 * What is measured for one row.
 *
 * @param part the part of the comparison
 * @param peer the client
 * @param plan the tasks
 * @param faults the faults
 */
record Setup(Part part, Peer peer, TaskPlan plan, FaultPlan faults) {
  @Override
  public String toString() {
    return part.title() + ": " + peer.name() + ", " + plan.tasks() + " tasks";
  }
}
