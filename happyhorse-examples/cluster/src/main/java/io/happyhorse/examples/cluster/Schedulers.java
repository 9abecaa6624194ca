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

/** Creates the schedulers of a node: one per table, so that a slow download or sink does not delay polls. */
record Schedulers(
    DataSource database,
    TaskQueryPort port,
    ClusterSettings settings,
    RequestBudget budget,
    DatabaseClock clock) {
  /** Never deletes rows with unknown task names; the default of db-scheduler is to delete them after 14 days. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  /** Downloads and deliveries are less urgent than polls: they are checked for at this multiple of the polling interval. */
  private static final int FOLLOW_UP_FACTOR = 2;

  private static final int DELIVERY_THREADS = 2;

  Scheduler polls(NodeCounters counters) {
    EndRecorder ends = new EndRecorder(database, settings.downloads() != null);
    Task<String> wait = Tasks.custom(Executions.WAIT, String.class)
        .onFailure((failed, row) -> row.reschedule(failed, clock.now().plusSeconds(1)))
        .execute(new PollExecution(port, settings, budget, clock, ends, counters));
    return scheduler(Executions.WAITS, wait, settings.threads())
        .pollingInterval(settings.pollingInterval())
        .addSchedulerListener(counters)
        .build();
  }

  Scheduler deliveries() {
    Task<String> delivery = Tasks.custom(Executions.DELIVERY, String.class)
        .onFailure(Executions.retryLater(clock))
        .execute(new DeliveryExecution(settings.sink(), new EndTable(database), clock));
    return scheduler(Executions.DELIVERIES, delivery, DELIVERY_THREADS).build();
  }

  Scheduler downloads() {
    ClusterSettings.Downloads downloads = Objects.requireNonNull(settings.downloads());
    DownloadExecution download = new DownloadExecution(
        port, downloads.downloader(), downloads.folder(), budget, new EndTable(database), clock);
    Task<String> task = Tasks.oneTime(Executions.DOWNLOAD, String.class)
        .onFailure(Executions.retryLater(clock))
        .execute(download);
    return scheduler(Executions.DOWNLOADS, task, ClusterSettings.Downloads.MAX_CONCURRENT)
        .build();
  }

  private SchedulerBuilder scheduler(String table, Task<String> task, int threads) {
    return Scheduler.create(database, task)
        .tableName(table)
        .schedulerName(new SchedulerName.Fixed(settings.name()))
        .serializer(new TextSerializer())
        .jdbcCustomization(Executions.postgres())
        .clock(clock)
        .threads(threads)
        .pollUsingLockAndFetch(0.5, 1.0) // rows that wait for a thread get no heartbeat
        .pollingInterval(settings.pollingInterval().multipliedBy(FOLLOW_UP_FACTOR))
        .heartbeatInterval(settings.heartbeat())
        .missedHeartbeatsLimit(settings.missedHeartbeats())
        .deleteUnresolvedAfter(FOREVER)
        .shutdownMaxWait(settings.shutdownTimeout())
        .failureLogging(LogLevel.DEBUG, false); // Executions.retryLater logs failures
  }
}
