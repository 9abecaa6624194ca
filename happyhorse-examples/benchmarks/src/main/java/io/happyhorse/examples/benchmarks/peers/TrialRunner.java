package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.client.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs the trials of one measurement. */
final class TrialRunner {
  /** Longer than the longest interval of a client. */
  private static final long GRACE_MILLIS = 60_000;

  private static final int FIRST_HEAP = 8;

  private final ClientProcess clients;
  private final int heapMebibytes;

  TrialRunner(GatewayProcess gateway, int heapMebibytes) {
    this.clients = new ClientProcess(gateway.uri());
    this.heapMebibytes = heapMebibytes;
  }

  /** Returns the row of a measurement; empty if the client failed. */
  Optional<Row> measure(Setup setup) throws IOException {
    Optional<Figures> figures = setup.part() == Part.HEAP
        ? smallestHeap(setup)
        : clients.run(setup, heapMebibytes, GRACE_MILLIS, Redirect.INHERIT);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return figures.map(measured ->
        new Row(setup.part(), setup.peer().name(), setup.plan().tasks(), load, measured));
  }

  private Optional<Figures> smallestHeap(Setup setup) {
    OptionalInt smallest =
        SmallestHeap.search(FIRST_HEAP, heapMebibytes, heap -> works(setup, heap));
    return smallest.isEmpty()
        ? Optional.empty()
        : Optional.of(new Figures(Map.of("smallest_heap_mib", (double) smallest.getAsInt())));
  }

  private boolean works(Setup setup, int heap) {
    try {
      return clients
          .run(setup, heap, GRACE_MILLIS, Redirect.DISCARD)
          .filter(figures -> figures.get("lost") == 0)
          .isPresent();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
