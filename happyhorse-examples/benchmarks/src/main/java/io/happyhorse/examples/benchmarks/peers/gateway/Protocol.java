package io.happyhorse.examples.benchmarks.peers.gateway;

import java.util.Locale;

/**
 * The responses of the gateway. Besides the status of tasks: {@code /begin?plan&faults} submits the tasks of a new trial and returns the
 * time of the submission; {@code /counts} returns what was counted since then. Used by one thread.
 */
final class Protocol {
  static final String BEGIN = "/begin?";
  static final String COUNTS = "/counts";

  private final Connections connections;
  private Trial trial = new Trial(new TaskPlan(0, 0, 1, 0), FaultPlan.NONE, Micros.now());

  Protocol(Connections connections) {
    this.connections = connections;
  }

  Response respond(String target, long now) {
    Dialect dialect = Dialect.of(target);
    if (dialect != null) {
      return trial.respond(dialect, dialect.id(target), now);
    }
    if (target.startsWith(BEGIN)) {
      return begin(target.substring(BEGIN.length()).split("&", -1));
    }
    return target.equals(COUNTS) ? counts() : Response.json("404 Not Found", "{}");
  }

  private Response begin(String... plans) {
    connections.resetPeak();
    trial = new Trial(TaskPlan.parse(plans[0]), FaultPlan.parse(plans[1]), Micros.now());
    return Response.of("200 OK", "text/plain", Long.toString(trial.begunMicros()));
  }

  private Response counts() {
    return Response.of(
        "200 OK",
        "text/plain",
        String.format(
            Locale.ROOT,
            "requests=%d requests_in_outage=%d open=%d peak_connections=%d",
            trial.requests(),
            trial.requestsInOutage(),
            connections.open() - 1,
            connections.peak()));
  }
}
