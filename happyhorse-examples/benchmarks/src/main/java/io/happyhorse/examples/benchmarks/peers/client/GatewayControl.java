package io.happyhorse.examples.benchmarks.peers.client;

import io.happyhorse.examples.benchmarks.peers.gateway.FaultPlan;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Controls the gateway. It leaves no connection open, since connections are counted. */
final class GatewayControl {
  private final URI gateway;

  GatewayControl(URI gateway) {
    this.gateway = gateway;
  }

  /** Submits all tasks, and returns the time of the submission in microseconds since 1970. */
  long begin(TaskPlan plan, FaultPlan faults) throws IOException {
    return Long.parseLong(get("/begin?" + plan + "&" + faults));
  }

  /** Returns what the gateway has counted since then. */
  Figures counts() throws IOException {
    return Figures.parse(get("/counts"));
  }

  private String get(String target) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) gateway.resolve(target).toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestProperty("Connection", "close");
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
