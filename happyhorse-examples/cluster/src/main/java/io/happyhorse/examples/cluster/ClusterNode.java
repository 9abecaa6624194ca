package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import java.sql.SQLException;
import java.time.Duration;
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
 * A node of a cluster that waits for tasks. Any number of nodes share one database; each wait survives the end of any of them.
 *
 * <pre>{@code
 * try (ClusterNode node = ClusterNode.start(database, gateway, new ClusterSettings().sink(end -> invoice(end)))) {
 *   node.add(ids);                                  // in the database from here on
 *   ...
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ClusterNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final Duration FOLLOW_UP_INTERVAL = Duration.ofMillis(500);
  private static final int TELLERS = 2;

  private final DataSource database;
  private final ClusterSettings settings;
  private final DatabaseClock clock;
  private final RequestBudget budget;
  private final NodeCounters counters = new NodeCounters();
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();

  private ClusterNode(DataSource database, TaskQueryPort port, ClusterSettings settings)
      throws SQLException {
    this.database = database;
    this.settings = settings;
    this.clock = new DatabaseClock(WaitTable.now(database));
    String gateway = Objects.toString(port.origin(), "default");
    this.budget = new RequestBudget(new BudgetTable(database, gateway), clock, settings.perSecond);
    schedulers.add(waits(port));
    schedulers.add(tells());
    if (settings.downloader != null && settings.folder != null) {
      schedulers.add(keeps(port));
    }
  }

  /**
   * Starts a node. The tables must be there: see {@code schema.sql}.
   *
   * @param database a pool of at least {@code threads + 10} connections
   * @param port the gateway; one try per query is best, since each takes a slot of the common rate
   * @param settings the settings
   * @return the running node
   * @throws ClusterException if the database cannot be used, or its tables are of another version
   */
  public static ClusterNode start(
      DataSource database, TaskQueryPort port, ClusterSettings settings) {
    Schema.check(database);
    try {
      ClusterNode node = new ClusterNode(database, port, settings);
      node.schedulers.forEach(Scheduler::start);
      ScheduledFuture<?> unused =
          node.heart.scheduleWithFixedDelay(node::beat, 0, 1, TimeUnit.SECONDS);
      return node;
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }

  private Scheduler waits(TaskQueryPort port) {
    EndOfWait ends = new EndOfWait(database, settings.downloader != null);
    Task<String> wait = Tasks.custom(Executions.WAIT, String.class)
        .onFailure((failed, row) -> row.reschedule(failed, clock.now().plusSeconds(1)))
        .execute(new PollExecution(port, settings, budget, clock, ends, counters));
    return scheduler(Executions.WAITS, wait, settings.threads)
        .pollingInterval(settings.pollingInterval)
        .addSchedulerListener(counters)
        .build();
  }

  private Scheduler tells() {
    Task<String> tell = Tasks.custom(Executions.TELL, String.class)
        .onFailure(Executions.retryLater(clock))
        .execute(new TellExecution(settings.sink, new EndTable(database), clock));
    return scheduler(Executions.TELLS, tell, TELLERS).build();
  }

  private Scheduler keeps(TaskQueryPort port) {
    KeepExecution download = new KeepExecution(
        port,
        Objects.requireNonNull(settings.downloader),
        Objects.requireNonNull(settings.folder),
        budget,
        new EndTable(database),
        clock);
    Task<String> keep = Tasks.oneTime(Executions.KEEP, String.class)
        .onFailure(Executions.retryLater(clock))
        .execute(download);
    return scheduler(Executions.KEEPS, keep, settings.downloads).build();
  }

  private SchedulerBuilder scheduler(String table, Task<String> task, int threads) {
    return Scheduler.create(database, task)
        .tableName(table)
        .schedulerName(new SchedulerName.Fixed(settings.name))
        .serializer(new TextSerializer())
        .jdbcCustomization(Executions.postgres())
        .clock(clock)
        .threads(threads)
        .pollUsingLockAndFetch(0.5, 1.0)
        .pollingInterval(FOLLOW_UP_INTERVAL)
        .heartbeatInterval(settings.heartbeat)
        .missedHeartbeatsLimit(settings.missedHeartbeats)
        .deleteUnresolvedAfter(FOREVER)
        .shutdownMaxWait(settings.shutdown)
        .failureLogging(LogLevel.INFO, false);
  }

  /**
   * Adds tasks to wait for. When it returns, their waits are in the database.
   *
   * @param ids the tasks; those that are waited for already, or whose end the gateway has told, stay as they are
   * @return how many waits are new
   * @throws ClusterException if the database cannot be used; adding the same ids again is harmless
   */
  public int add(Collection<TaskId> ids) {
    return new WaitTable(database).add(ids, settings.timeout, null);
  }

  /**
   * Returns the meters of this node and of the cluster.
   *
   * @return meters to bind to a registry
   */
  public ClusterMetrics metrics() {
    return new ClusterMetrics(
        new ClusterTables(database), schedulers.get(0), settings.threads, budget, counters);
  }

  private void beat() {
    try {
      counters.write(database, settings.name);
    } catch (SQLException unreachable) {
      LOG.debug("The database cannot be reached.");
    }
  }

  /** Stops polling, and waits up to 30 s for polls and downloads in flight. Waits stay in the database. */
  @Override
  public void close() {
    budget.close();
    schedulers.forEach(Scheduler::stop);
    heart.shutdownNow();
  }
}
