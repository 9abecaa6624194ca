package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Shows the state of a cluster. */
@Command(
    name = "status",
    description = "Shows the numbers of waiting and ended tasks, and what each node has done.")
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class StatusCommand implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();

  @ParentCommand
  private ClusterCli parent;

  @Spec
  private CommandSpec spec;

  @Mixin
  private JdbcOptions jdbc;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    try (HikariDataSource database = jdbc.open(1, parent.environment())) {
      Schema.check(database);
      ClusterTables tables = new ClusterTables(database);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(json(tables));
      } else {
        print(tables, out);
      }
    }
    return 0;
  }

  private static void print(ClusterTables tables, PrintWriter out) {
    ClusterCounts counts = tables.counts();
    out.printf(
        Locale.ROOT,
        "waiting %d (%d in flight, oldest due for %.1f s)%n"
            + "ended   %d (%d SUCCESS, %d FAILURE, %d GAVE_UP)%n"
            + "videos  %d downloaded, %d to download, %d links expire within 2 h%n",
        counts.waiting(),
        counts.inFlight(),
        counts.oldestDueSeconds(),
        counts.ended(),
        counts.succeeded(),
        counts.failed(),
        counts.gaveUp(),
        counts.downloaded(),
        counts.toDownload(),
        counts.expiring());
    if (counts.pausedSeconds() > 0) {
      out.printf(Locale.ROOT, "paused  for %.1f s%n", counts.pausedSeconds());
    }
    for (ClusterTables.Node node : tables.nodes()) {
      out.printf(
          Locale.ROOT,
          "node    %s  %d polls, %d taken over, last seen %s%n",
          node.name(),
          node.polls(),
          node.takenOver(),
          node.seenAt());
    }
  }

  private static String json(ClusterTables tables) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      counts(json, tables.counts());
      json.writeArrayPropertyStart("nodes");
      for (ClusterTables.Node node : tables.nodes()) {
        json.writeStartObject();
        json.writeStringProperty("name", node.name());
        json.writeStringProperty("seen_at", node.seenAt().toString());
        json.writeNumberProperty("polls", node.polls());
        json.writeNumberProperty("taken_over", node.takenOver());
        json.writeNumberProperty("refused", node.refused());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void counts(JsonGenerator json, ClusterCounts counts) {
    json.writeNumberProperty("waiting", counts.waiting());
    json.writeNumberProperty("in_flight", counts.inFlight());
    json.writeNumberProperty("oldest_due_seconds", counts.oldestDueSeconds());
    json.writeNumberProperty("succeeded", counts.succeeded());
    json.writeNumberProperty("failed", counts.failed());
    json.writeNumberProperty("gave_up", counts.gaveUp());
    json.writeNumberProperty("downloaded", counts.downloaded());
    json.writeNumberProperty("to_download", counts.toDownload());
    json.writeNumberProperty("to_deliver", counts.toDeliver());
    json.writeNumberProperty("links_expiring", counts.expiring());
    json.writeNumberProperty("requests", counts.requests());
    json.writeNumberProperty("paused_seconds", counts.pausedSeconds());
  }
}
