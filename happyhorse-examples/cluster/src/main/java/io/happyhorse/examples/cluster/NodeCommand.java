package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a node until the process is stopped. */
@Command(
    name = "node",
    description = {
      "Runs a node until it is stopped.",
      "The API key is read from the environment variable " + NodeCommand.API_KEY_VARIABLE + "."
    })
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class NodeCommand implements Callable<Integer> {
  static final String API_KEY_VARIABLE = "HAPPYHORSE_API_KEY";
  static final String BASE_URL_VARIABLE = "HAPPYHORSE_BASE_URL";
  private static final int SPARE_CONNECTIONS = 10;
  private static final double JITTER = 0.1;

  @ParentCommand
  private ClusterCli parent;

  @Spec
  private CommandSpec spec;

  @Mixin
  private JdbcOptions jdbc;

  @Option(
      names = "--gateway-url",
      paramLabel = "URL",
      description = "The gateway (default: the environment variable " + BASE_URL_VARIABLE
          + ", else " + FeignTaskQueryBuilder.DEFAULT_BASE_URL + ").")
  private @Nullable String gatewayUrl;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "The maximum requests per second of all nodes together (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "The maximum number of concurrent polls of this node (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "Poll at this interval, such as PT15S (default: 15 s, growing after 5 min).")
  private @Nullable Duration interval;

  @Option(
      names = "--heartbeat",
      paramLabel = "DURATION",
      defaultValue = "PT10S",
      description = "The interval of the heartbeat (default: ${DEFAULT-VALUE}).")
  private Duration heartbeat;

  @Option(
      names = "--missed-heartbeats",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "The missed heartbeats after which other nodes take over the tasks (default: ${DEFAULT-VALUE}).")
  private int missedHeartbeats;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "The name of the node, unique in the cluster (default: host and random number).")
  private @Nullable String name;

  @Option(
      names = "--download",
      paramLabel = "DIR",
      description = "Download the videos to this folder. Use it on all nodes or on none.")
  private @Nullable Path download;

  @Option(names = "--request-times", paramLabel = "FILE", hidden = true)
  private @Nullable Path requestTimes;

  @Option(
      names = "--create-schema",
      description = "Create missing tables, and upgrade tables of an older version.")
  private boolean createSchema;

  @Override
  public Integer call() throws InterruptedException, IOException, SQLException {
    FeignTaskQuery gateway = gateway(parent.environment());
    ClusterSettings settings = settings(gateway);
    try (HikariDataSource database = jdbc.open(threads + SPARE_CONNECTIONS, parent.environment())) {
      if (createSchema) {
        Schema.create(database);
      }
      TaskQueryPort port =
          requestTimes == null ? gateway : new RequestTimeLog(gateway, requestTimes);
      ClusterNode node = ClusterNode.start(database, port, settings);
      Runtime.getRuntime().addShutdownHook(new Thread(node::close));
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "Node " + settings.name() + " polls " + gateway.origin() + "; stop it with Ctrl+C.");
      out.flush();
      new CountDownLatch(1).await(); // until the process is stopped
    }
    return 0;
  }

  private FeignTaskQuery gateway(Map<String, String> environment) {
    String url = gatewayUrl == null
        ? environment.getOrDefault(BASE_URL_VARIABLE, FeignTaskQueryBuilder.DEFAULT_BASE_URL)
        : gatewayUrl;
    String key = environment.getOrDefault(API_KEY_VARIABLE, "");
    if (key.isBlank()) {
      throw new IllegalArgumentException(
          "The API key is missing: set the environment variable " + API_KEY_VARIABLE + ".");
    }
    // One try: each request takes a slot of the shared rate, which a retry by the adapter would
    // bypass.
    return FeignTaskQuery.builder(key).baseUrl(url).tries(1).build();
  }

  private ClusterSettings settings(FeignTaskQuery gateway) {
    ClusterSettingsBuilder settings = ClusterSettings.builder()
        .ratePerSecond(rate)
        .threads(threads)
        .heartbeat(heartbeat, missedHeartbeats);
    if (name != null) {
      settings.name(name);
    }
    if (interval != null) {
      settings.schedule(PollSchedule.fixed(interval).withJitter(JITTER));
    }
    if (download != null) {
      createFolder(download);
      settings.download(VideoDownloader.builderFrom(gateway).build(), download);
    }
    return settings.build();
  }

  private static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unusable) {
      throw new IllegalArgumentException(
          "'" + folder + "' cannot be created or used as a folder for videos: check --download.",
          unusable);
    }
  }
}
