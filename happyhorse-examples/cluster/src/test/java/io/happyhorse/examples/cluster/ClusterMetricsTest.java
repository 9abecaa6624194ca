package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterMetricsTest {
  @Test
  void the_meters_show_waits_the_oldest_due_poll_pauses_ends_and_expiring_links()
      throws SQLException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (TestDatabase database = TestDatabase.withTables()) {
      fill(database);
      try (ClusterNode node = ClusterNode.start(
          database.pool(),
          InMemoryTaskQuery.on(TimeSource.system()),
          ClusterSettings.builder().threads(7).build())) {
        node.metrics().bindTo(registry);

        assertThat(value(registry, "happyhorse.cluster.waiting")).isEqualTo(2);
        assertThat(value(registry, "happyhorse.cluster.oldest.due.seconds")).isBetween(0d, 1e6);
        assertThat(value(registry, "happyhorse.cluster.paused.seconds")).isGreaterThan(1_000d);
        assertThat(value(registry, "happyhorse.cluster.links.expiring")).isEqualTo(1);
        assertThat(value(registry, "happyhorse.node.slots")).isEqualTo(7);
        assertThat(value(registry, "happyhorse.node.slots.used")).isBetween(0d, 7d);
        assertThat(registry
                .get("happyhorse.cluster.ended")
                .tag("outcome", "SUCCESS")
                .gauge()
                .value())
            .isEqualTo(3);
        assertThat(registry.getMeters())
            .extracting(Meter::getId)
            .extracting(Meter.Id::getName)
            .contains(
                "happyhorse.node.lag", "happyhorse.node.taken.over", "happyhorse.node.paused");
      }
    }
  }

  private static double value(SimpleMeterRegistry registry, String name) {
    return registry.get(name).gauge().value();
  }

  /** Adds two waits, a pause, and three ends: one whose link expires soon, one downloaded, one whose link does not expire soon. */
  private static void fill(TestDatabase database) throws SQLException {
    BudgetTable budget = new BudgetTable(database.pool(), "default");
    budget.setRate(1);
    database.execute("insert into request_budget (gateway, per_second, next_slot, paused_until)"
        + " values ('other', 1, now(), now() + interval '1 hour')");
    database.execute("update request_budget set paused_until = now() + interval '1 hour'");
    new WaitTable(database.pool())
        .add(List.of(TaskId.of("a"), TaskId.of("b")), Duration.ofHours(1), null);
    for (String row : List.of(
        "'c', now() + interval '1 hour', null",
        "'d', now() + interval '1 hour', now()",
        "'e', now() + interval '9 hours', null")) {
      database.execute(
          "insert into video_end (task_id, link_expires_at, downloaded_at, gateway, outcome,"
              + " report, ended_at, by_node) values (" + row
              + ", 'g', 'SUCCESS', '{}', now(), 'n')");
    }
  }
}
