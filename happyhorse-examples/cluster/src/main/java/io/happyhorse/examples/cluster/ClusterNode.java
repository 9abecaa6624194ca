package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node of a cluster that waits for tasks. Any number of nodes share one database, and each wait survives the end of any node.
 *
 * <pre>{@code
 * try (ClusterNode node = ClusterNode.start(database, gateway, ClusterSettings.builder().sink(this::invoice).build())) {
 *   node.add(ids);                                  // now stored in the database
 *   ...
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ClusterNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);

  private final DataSource database;
  private final ClusterSettings settings;
  private final RequestBudget budget;
  private final NodeCounters counters = new NodeCounters();
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final ScheduledExecutorService statusTimer = Executors.newSingleThreadScheduledExecutor();
  private boolean isUnreachable; // read and written by the status timer alone

  private ClusterNode(DataSource database, TaskQueryPort port, ClusterSettings settings)
      throws SQLException {
    this.database = database;
    this.settings = settings;
    DatabaseClock clock = new DatabaseClock(DatabaseClock.read(database));
    String gateway = Objects.toString(port.origin(), "default");
    BudgetTable table = new BudgetTable(database, gateway);
    table.setRate(settings.ratePerSecond());
    this.budget = new RequestBudget(table, clock);
    Schedulers factory = new Schedulers(database, port, settings, budget, clock);
    schedulers.add(factory.polls(counters));
    schedulers.add(factory.deliveries());
    if (settings.downloads() != null) {
      schedulers.add(factory.downloads());
    }
  }

  /**
   * Starts a node. The tables must exist: see {@code schema.sql}.
   *
   * @param database a pool of at least {@code threads + 10} connections
   * @param port the gateway; best with one try per query, since every request counts toward the shared rate
   * @param settings the settings
   * @return the running node
   * @throws ClusterException if the database cannot be used, or its tables have another version
   */
  public static ClusterNode start(
      DataSource database, TaskQueryPort port, ClusterSettings settings) {
    Schema.check(database);
    try {
      ClusterNode node = new ClusterNode(database, port, settings);
      node.schedulers.forEach(Scheduler::start);
      ScheduledFuture<?> unused =
          node.statusTimer.scheduleWithFixedDelay(node::writeStatus, 0, 1, TimeUnit.SECONDS);
      return node;
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  /**
   * Adds tasks to wait for. When this method returns, their waits are stored in the database.
   *
   * @param ids the tasks; a task that already has a wait or has ended is not changed
   * @return the number of new waits
   * @throws ClusterException if the database cannot be used; the same ids can be added again
   */
  public int add(Collection<TaskId> ids) {
    return new WaitTable(database).add(ids, settings.timeout(), null);
  }

  /**
   * Returns the meters of this node and of the cluster.
   *
   * @return meters to bind to a registry
   */
  public ClusterMetrics metrics() {
    return new ClusterMetrics(
        new ClusterTables(database), schedulers.get(0), settings.threads(), budget, counters);
  }

  private void writeStatus() {
    try {
      counters.write(database, settings.name());
      if (isUnreachable) {
        LOG.info("The database is reachable again.");
      }
      isUnreachable = false;
    } catch (SQLException unreachable) {
      if (!isUnreachable) {
        LOG.warn(
            "{} The node continues when the database is reachable again.",
            ClusterException.of(unreachable).getMessage());
      }
      isUnreachable = true;
    }
  }

  /** Stops polling, and waits up to 30 s for polls and downloads in flight. The waits remain in the database. */
  @Override
  public void close() {
    budget.close();
    schedulers.forEach(Scheduler::stop);
    statusTimer.shutdownNow();
  }
}
