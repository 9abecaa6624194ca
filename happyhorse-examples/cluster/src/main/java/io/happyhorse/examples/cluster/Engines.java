package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.happyhorse.core.port.TaskQueryPort;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/** Configures db-scheduler: an engine per table, so that a slow download or sink does not delay polls. */
record Engines(
    DataSource database,
    TaskQueryPort port,
    ClusterSettings settings,
    RequestBudget budget,
    DatabaseClock clock) {
  /** By default, the engine deletes rows with unknown names after 14 days. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  /** Downloads and deliveries are less urgent than polls. */
  private static final int FOLLOW_UP_INTERVALS = 2;

  private static final int TELLERS = 2;

  Scheduler waits(NodeCounters counters) {
    EndOfWait ends = new EndOfWait(database, settings.videos() != null);
    Task<String> wait = Tasks.custom(Executions.WAIT, String.class)
        .onFailure((failed, row) -> row.reschedule(failed, clock.now().plusSeconds(1)))
        .execute(new PollExecution(port, settings, budget, clock, ends, counters));
    return engine(Executions.WAITS, wait, settings.threads())
        .pollingInterval(settings.pollingInterval())
        .addSchedulerListener(counters)
        .build();
  }

  Scheduler tells() {
    Task<String> tell = Tasks.custom(Executions.TELL, String.class)
        .onFailure(Executions.retryLater(clock))
        .execute(new TellExecution(settings.sink(), new EndTable(database), clock));
    return engine(Executions.TELLS, tell, TELLERS).build();
  }

  Scheduler keeps() {
    ClusterSettings.Videos videos = Objects.requireNonNull(settings.videos());
    KeepExecution download = new KeepExecution(
        port, videos.downloader(), videos.folder(), budget, new EndTable(database), clock);
    Task<String> keep = Tasks.oneTime(Executions.KEEP, String.class)
        .onFailure(Executions.retryLater(clock))
        .execute(download);
    return engine(Executions.KEEPS, keep, ClusterSettings.Videos.CONCURRENT).build();
  }

  private SchedulerBuilder engine(String table, Task<String> task, int threads) {
    return Scheduler.create(database, task)
        .tableName(table)
        .schedulerName(new SchedulerName.Fixed(settings.name()))
        .serializer(new TextSerializer())
        .jdbcCustomization(Executions.postgres())
        .clock(clock)
        .threads(threads)
        .pollUsingLockAndFetch(0.5, 1.0) // rows that are picked early get no heartbeat
        .pollingInterval(settings.pollingInterval().multipliedBy(FOLLOW_UP_INTERVALS))
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(settings.missedHeartbeats())
        .deleteUnresolvedAfter(FOREVER)
        .shutdownMaxWait(settings.shutdown())
        .failureLogging(LogLevel.DEBUG, false); // Executions logs the failures that matter
  }
}
