package io.happyhorse.examples.benchmarks.peers.gateway;

/** What the gateway sends instead of the status of a task. */
enum GatewayFault {
  /** Nothing else: the status is sent. */
  NONE,
  /** Status 503. */
  UNAVAILABLE,
  /** A part of the response, and then a reset of the connection. */
  RESET,
  /** Status 200 with the HTML page of a proxy. */
  HTML,
  /** Status 429. */
  THROTTLED,
  /** Status 503, for all requests of a period. */
  OUTAGE
}
