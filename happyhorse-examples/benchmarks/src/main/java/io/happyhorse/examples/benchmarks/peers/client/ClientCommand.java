package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.examples.benchmarks.peers.gateway.FaultPlan;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs one trial of one client in this process and prints its figures. */
@Command(name = "client", hidden = true, description = "Runs one client of the comparison.")
public final class ClientCommand implements Callable<Integer> {
  /** The beginning of the line with the figures. */
  public static final String RESULT = "RESULT ";

  @Parameters(index = "0")
  private @Nullable String name;

  @Parameters(index = "1")
  private @Nullable URI gateway;

  @Parameters(index = "2")
  private @Nullable String plan;

  @Parameters(index = "3")
  private @Nullable String faults;

  @Parameters(
      index = "4",
      description =
          "Milliseconds from the end of the last task until an unfinished wait counts as lost.")
  private long graceMillis;

  @Override
  public Integer call() throws IOException, InterruptedException {
    TaskPlan tasks = TaskPlan.parse(require(plan));
    URI uri = require(gateway);
    PeerClient client = Peer.client(require(name), uri, tasks);
    ClientTrial trial = new ClientTrial(uri, tasks, FaultPlan.parse(require(faults)), graceMillis);
    System.out.println(RESULT + trial.run(client));
    System.out.flush();
    Runtime.getRuntime().halt(0); // waits that never end may hold threads
    return 0;
  }

  private static <T> T require(@Nullable T parameter) {
    return Objects.requireNonNull(parameter);
  }
}
