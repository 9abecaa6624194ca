package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.client.ClientCommand;
import io.happyhorse.examples.benchmarks.peers.gateway.GatewayCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares this library with the libraries that its users could choose instead. */
@Command(
    name = "peers",
    description = {
      "Compares this library with Alibaba's SDK, the loop of the vendor's page, the waiter of the AWS SDK, Awaitility and gax.",
      "The tasks take 15 to 45 s and are submitted together to a gateway in a process of its own. The clients take turns, each in a JVM of its own with the same heap limit.",
      "Takes about an hour; with --quick, less than 4 minutes. Progress is printed to the standard error.",
      "threads: peak of the JVM. rss: peak resident memory of the process. lag: from a task's end until the caller learns of it.",
      "lost: waits that ended without the end of the task. leaked: connections that stay open after the idle ones were released.",
      "faults: single faults, 5 s of 429, and an outage of 8 s with 503. outage: the outage alone. heap: the smallest heap without a loss.",
      "after_outage: from the end of the outage until the caller learns of a task that ended in it.",
      "_x: ratio to this library with a fixed interval of 5 s. load: load average of the machine over one minute."
    },
    subcommands = {GatewayCommand.class, ClientCommand.class},
    mixinStandardHelpOptions = true)
public final class PeersBenchmark implements Callable<Integer> {
  @Option(
      names = "--quick",
      description =
          "Fewer and shorter tasks, without further schedules of this library and without the smallest heap.")
  private boolean quick;

  @Option(
      names = "--sizes",
      split = ",",
      description = "Numbers of tasks without faults (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of(100, 1_000, 5_000);

  @Option(names = "--faulty", description = "Tasks with faults (default: ${DEFAULT-VALUE}).")
  private int faulty = 500;

  @Option(
      names = "--parts",
      split = ",",
      description = "Parts to measure: ${COMPLETION-CANDIDATES} (default: all).")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--clients",
      split = ",",
      description = "Names of the clients to measure (default: all).")
  private List<String> clients = List.of();

  @Option(names = "--xmx", description = "Heap of a client in MiB (default: ${DEFAULT-VALUE}).")
  private int heapMebibytes = 512;

  @Option(
      names = "--rows",
      description = "File of the rows. Rows that it contains are not measured again.")
  private @Nullable Path file;

  @Option(
      names = "--pictures",
      description = "Existing directory into which the pictures are written.")
  private @Nullable Path pictures;

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Suite suite = quick ? Suite.quick() : Suite.whole(sizes, faulty);
    List<Setup> setups = suite.setups().stream().filter(this::isWanted).toList();
    Rows rows = Rows.storedIn(file);
    try (GatewayProcess gateway = GatewayProcess.start()) {
      measure(setups, new TrialRunner(gateway, heapMebibytes), rows);
    }
    if (pictures != null) {
      Pictures.write(rows, pictures);
    }
    return setups.stream().allMatch(setup -> rows.find(setup).isPresent())
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private void measure(List<Setup> setups, TrialRunner trials, Rows rows) throws IOException {
    Progress progress = new Progress(System.err, setups.size());
    for (Part part : Part.values()) {
      PartTable table = new PartTable(System.out, json, part, rows);
      for (Setup setup : setups.stream().filter(one -> one.part() == part).toList()) {
        progress.next(setup);
        if (rows.find(setup).isEmpty()) {
          Optional<Row> row = trials.measure(setup);
          if (row.isPresent()) {
            rows.add(row.get());
          }
        }
        rows.find(setup).ifPresentOrElse(table::print, () -> progress.failed(setup));
      }
    }
  }

  private boolean isWanted(Setup setup) {
    return parts.contains(setup.part())
        && (clients.isEmpty() || clients.contains(setup.peer().name()));
  }
}
