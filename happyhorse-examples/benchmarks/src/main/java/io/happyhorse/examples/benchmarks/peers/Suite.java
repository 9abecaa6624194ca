package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.client.Peer;
import io.happyhorse.examples.benchmarks.peers.gateway.FaultPlan;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The measurements of a comparison: the whole one, or the quick one with fewer and shorter tasks.
 *
 * @param sizes the numbers of tasks without faults
 * @param millis the shortest and the longest time of a task without faults
 * @param curve further schedules of this library, besides those of {@link Peer#ALL}, for 1,000 tasks; the first for all sizes
 * @param faulty the number of tasks with faults
 * @param faultyMillis the shortest and the longest time of a task with faults
 * @param faults the faults
 * @param outage the faults of an outage alone
 * @param faultyPeers the names of the clients that are measured with faults; all if empty
 * @param measuresHeap whether the smallest heap is searched
 */
record Suite(
    List<Integer> sizes,
    List<Long> millis,
    List<Peer> curve,
    int faulty,
    List<Long> faultyMillis,
    FaultPlan faults,
    FaultPlan outage,
    Set<String> faultyPeers,
    boolean measuresHeap) {
  /** The number of tasks of the curve and of the smallest heap. */
  static final int USUAL_SIZE = 1_000;

  private static final long SEED = 20;
  private static final long HEAP_SHORTEST = 3_000;
  private static final long HEAP_LONGEST = 9_000;

  static Suite whole(List<Integer> sizes, int faulty) {
    return new Suite(
        sizes,
        List.of(15_000L, 45_000L),
        List.of(
            Peer.PROMPT,
            Peer.learned(1),
            Peer.learned(6),
            Peer.ours(2.5),
            Peer.ours(10),
            Peer.ours(15)),
        faulty,
        List.of(15_000L, 45_000L),
        new FaultPlan(20_000, 5_000, 30_000, 8_000, SEED),
        new FaultPlan(0, 0, 30_000, 8_000, SEED),
        Set.of(),
        true);
  }

  static Suite quick() {
    return new Suite(
        List.of(100),
        List.of(3_000L, 6_000L),
        List.of(),
        200,
        List.of(6_000L, 14_000L),
        new FaultPlan(4_000, 2_000, 8_000, 4_000, SEED),
        new FaultPlan(0, 0, 8_000, 4_000, SEED),
        Set.of(Peer.REFERENCE.name(), "dashscope-sdk"),
        false);
  }

  /** Returns the measurements, part by part; this library comes first in each. */
  List<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    for (int size : sizes) {
      TaskPlan plan = new TaskPlan(size, millis.get(0), millis.get(1), SEED);
      peers(size)
          .map(peer -> new Setup(Part.LOAD, peer, plan, FaultPlan.NONE))
          .forEach(setups::add);
    }
    faulty(Part.FAULTS, faults).forEach(setups::add);
    faulty(Part.OUTAGE, outage).forEach(setups::add);
    if (measuresHeap) {
      TaskPlan plan = new TaskPlan(USUAL_SIZE, HEAP_SHORTEST, HEAP_LONGEST, SEED);
      Peer.ALL.forEach(peer -> setups.add(new Setup(Part.HEAP, peer, plan, FaultPlan.NONE)));
    }
    return setups;
  }

  private Stream<Setup> faulty(Part part, FaultPlan plan) {
    TaskPlan tasks = new TaskPlan(faulty, faultyMillis.get(0), faultyMillis.get(1), SEED);
    return Peer.ALL.stream()
        .filter(peer -> faultyPeers.isEmpty() || faultyPeers.contains(peer.name()))
        .map(peer -> new Setup(part, peer, tasks, plan));
  }

  private Stream<Peer> peers(int size) {
    return Stream.concat(
        Peer.ALL.stream(), curve.stream().limit(size == USUAL_SIZE ? curve.size() : 1));
  }
}
