package io.happyhorse.examples.benchmarks.peers.gateway;

import java.util.Locale;

/**
 * What the gateway responds. Besides the status of tasks: {@code /begin?plan&faults} submits the tasks of a new trial and responds with
 * the time of it, {@code /counts} responds with what was counted since. Used by one thread.
 */
final class Protocol {
  static final String BEGIN = "/begin?";
  static final String COUNTS = "/counts";

  private final Connections connections;
  private Trial trial = new Trial(new TaskPlan(0, 0, 1, 0), FaultPlan.NONE, Micros.now());

  Protocol(Connections connections) {
    this.connections = connections;
  }

  Reply reply(String target, long now) {
    Dialect dialect = Dialect.of(target);
    if (dialect != null) {
      return trial.reply(dialect, dialect.id(target), now);
    }
    if (target.startsWith(BEGIN)) {
      return begin(target.substring(BEGIN.length()).split("&", -1));
    }
    return target.equals(COUNTS) ? counts() : Reply.json("404 Not Found", "{}");
  }

  private Reply begin(String... plans) {
    connections.forgetPeak();
    trial = new Trial(TaskPlan.parse(plans[0]), FaultPlan.parse(plans[1]), Micros.now());
    return Reply.of("200 OK", "text/plain", Long.toString(trial.begunMicros()));
  }

  private Reply counts() {
    return Reply.of(
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
