package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a node of a benchmark. Without {@code --gateway-url}, its gateway is simulated in this process and responds after 20 ms. */
@Command(name = "bench-node", hidden = true)
@SuppressWarnings({"NullAway.Init", "unused", "try"}) // picocli sets the fields
final class BenchNodeCommand implements Callable<Integer> {
  private static final long RESPONSE_MILLIS = 20;
  private static final int SPARE_CONNECTIONS = 10;
  private static final double JITTER = 0.1;

  @ParentCommand
  private ClusterCli parent;

  @Spec
  private CommandSpec spec;

  @Mixin
  private JdbcOptions jdbc;

  @Option(names = "--name")
  private String name;

  @Option(names = "--rate")
  private double rate;

  @Option(names = "--threads")
  private int threads;

  @Option(names = "--interval")
  private Duration interval;

  @Option(names = "--heartbeat")
  private Duration heartbeat;

  @Option(names = "--request-times")
  private Path requestTimes;

  @Option(names = "--gateway-url")
  private @Nullable String gatewayUrl;

  @Override
  public Integer call() throws InterruptedException, IOException {
    ClusterSettings settings = ClusterSettings.builder()
        .name(name)
        .ratePerSecond(rate)
        .threads(threads)
        .heartbeat(heartbeat, 4)
        .schedule(PollSchedule.fixed(interval).withJitter(JITTER))
        .build();
    try (HikariDataSource database = jdbc.open(threads + SPARE_CONNECTIONS, parent.environment());
        RequestTimeLog port = new RequestTimeLog(gateway(), requestTimes);
        ClusterNode node = ClusterNode.start(database, port, settings)) {
      spec.commandLine().getOut().println(name);
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await(); // until the process is killed
    }
    return 0;
  }

  private TaskQueryPort gateway() {
    if (gatewayUrl == null) {
      return BenchNodeCommand::simulated;
    }
    String key = parent.environment().getOrDefault(NodeCommand.API_KEY_VARIABLE, "");
    return FeignTaskQuery.builder(key).baseUrl(gatewayUrl).tries(1).build();
  }

  private static VideoTask simulated(TaskId id, Duration within) {
    try {
      Thread.sleep(RESPONSE_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return VideoTask.builder(id, "IN_PROGRESS", Instant.now()).build();
  }
}
