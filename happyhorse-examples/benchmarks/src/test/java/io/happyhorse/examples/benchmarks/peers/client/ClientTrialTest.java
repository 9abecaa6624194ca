package io.happyhorse.examples.benchmarks.peers.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.benchmarks.peers.gateway.FaultPlan;
import io.happyhorse.examples.benchmarks.peers.gateway.GatewayServer;
import io.happyhorse.examples.benchmarks.peers.gateway.TaskPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each client waits for five very short tasks at the real gateway of the comparison. */
class ClientTrialTest {
  private static final TaskPlan PLAN = new TaskPlan(5, 20, 60, 3);
  private static final long GRACE_MILLIS = 40_000;

  @ParameterizedTest
  @ValueSource(strings = {"happyhorse-0.1s", "dashscope-sdk"})
  void a_client_learns_of_the_end_of_all_tasks(String name) throws Exception {
    try (GatewayServer gateway = GatewayServer.start()) {
      PeerClient client = Peer.client(name, gateway.uri(), PLAN);

      Figures figures =
          new ClientTrial(gateway.uri(), PLAN, FaultPlan.NONE, GRACE_MILLIS).run(client);
      client.releaseConnections();

      assertThat(figures.get("lost")).isZero();
      assertThat(figures.get("requests")).isGreaterThanOrEqualTo(PLAN.tasks());
      assertThat(figures.get("lag_mean_s")).isPositive();
      assertThat(figures.get("threads")).isPositive();
    }
  }
}
