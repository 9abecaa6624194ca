package io.happyhorse.examples.benchmarks.peers.gateway;

/** The state of a trial: when its tasks were submitted, and how often they were queried. Used by one thread. */
final class Trial {
  private static final String ERROR = "{\"error\":{\"message\":\"%s\",\"type\":\"new_api_error\"}}";
  private static final String PAGE =
      "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

  private final TaskPlan plan;
  private final FaultPlan faults;
  private final long begunMicros;
  private final int[] requestsOf;
  private long requests;
  private long requestsInOutage;

  Trial(TaskPlan plan, FaultPlan faults, long begunMicros) {
    this.plan = plan;
    this.faults = faults;
    this.begunMicros = begunMicros;
    this.requestsOf = new int[plan.tasks()];
  }

  long begunMicros() {
    return begunMicros;
  }

  long requests() {
    return requests;
  }

  long requestsInOutage() {
    return requestsInOutage;
  }

  Response respond(Dialect dialect, String id, long now) {
    if (id.startsWith(TaskPlan.WARM_UP_ID)) {
      return state(dialect, id, now, now);
    }
    int task = Integer.parseInt(id.substring(TaskPlan.ID.length()));
    long millis = (now - begunMicros) / Micros.PER_MILLI;
    requests++;
    requestsInOutage += faults.isOutage(millis) ? 1 : 0;
    Response state = state(dialect, id, begunMicros + plan.millis(task) * Micros.PER_MILLI, now);
    return switch (faults.at(task, requestsOf[task]++, millis)) {
      case NONE -> state;
      case RESET -> state.cut();
      case HTML -> Response.of("200 OK", "text/html", PAGE);
      case THROTTLED -> error("429 Too Many Requests", "rate limit exceeded");
      case UNAVAILABLE, OUTAGE -> error("503 Service Unavailable", "service unavailable");
    };
  }

  private Response state(Dialect dialect, String id, long endMicros, long now) {
    long submitted = Micros.toSeconds(begunMicros);
    return Response.json(
        "200 OK",
        now < endMicros
            ? dialect.running(id, submitted)
            : dialect.ended(id, submitted, Micros.toSeconds(endMicros)));
  }

  private static Response error(String status, String message) {
    return Response.json(status, ERROR.replace("%s", message));
  }
}
