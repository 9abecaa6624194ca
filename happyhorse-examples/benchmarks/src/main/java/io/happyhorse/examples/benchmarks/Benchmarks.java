package io.happyhorse.examples.benchmarks;

import io.happyhorse.examples.benchmarks.peers.PeersBenchmark;
import io.happyhorse.examples.cluster.ClusterBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
    name = "benchmarks",
    description =
        "Measures the library. Each command prints a table, or with --json an object per row.",
    mixinStandardHelpOptions = true,
    subcommands = {
      WatcherBenchmark.class,
      ScaleBenchmark.class,
      SchedulesBenchmark.class,
      ScheduleCostBenchmark.class,
      BurstBenchmark.class,
      OutageBenchmark.class,
      RateBenchmark.class,
      TestkitBenchmark.class,
      FakeBenchmark.class,
      AdapterBenchmark.class,
      DownloadBenchmark.class,
      StartBenchmark.class,
      ClusterBenchmark.class,
      PeersBenchmark.class
    })
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }
}
