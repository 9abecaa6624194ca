package io.happyhorse.examples.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Measures. */
@Command(name = "benchmark", description = "Measures a cluster.")
public final class ClusterBenchmark implements Callable<Integer> {
  /** For picocli. */
  public ClusterBenchmark() {}

  @Override
  public Integer call() {
    return 0;
  }
}
