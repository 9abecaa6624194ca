package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import io.happyhorse.core.error.HappyHorseException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of the executions and of their tables, and what they share: the SQL dialect, the removal and the retry of failures. */
final class Executions {
  static final String WAIT = "wait";
  static final String DOWNLOAD = "download";
  static final String DELIVERY = "delivery";
  static final String WAITS = "video_wait";
  static final String DOWNLOADS = "video_download";
  static final String DELIVERIES = "video_delivery";

  private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(10);
  private static final int MAX_DOUBLINGS = 7;

  private Executions() {}

  /** Returns the message if it is known to contain no secrets, otherwise the class. */
  private static String message(Throwable error) {
    boolean isOurs = error instanceof ClusterException || error instanceof HappyHorseException;
    return isOurs ? String.valueOf(error.getMessage()) : error.getClass().getName();
  }

  /** Removes an execution from a table; returns false if another node has taken it over, which changes its version. */
  static boolean remove(Connection connection, String table, Execution execution)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "delete from " + table + " where task_name = ? and task_instance = ? and version = ?")) {
      statement.setString(1, execution.getTaskName());
      statement.setString(2, execution.getId());
      statement.setLong(3, execution.version);
      return statement.executeUpdate() == 1;
    }
  }

  static PostgreSqlJdbcCustomization postgres() {
    return new PostgreSqlJdbcCustomization(false, false);
  }

  /** Repeats a failed execution after 5 s, 10 s, 20 s and so on, up to 10 min. */
  static <T> FailureHandler<T> retryLater(Clock clock) {
    return (failed, operations) -> {
      LOG.warn(
          "{} {}: {}",
          failed.getExecution().getTaskName(),
          failed.getExecution().getId(),
          failed.getCause().map(Executions::message).orElse("its node sent no more heartbeats"));
      int failures = Math.min(MAX_DOUBLINGS, failed.getExecution().consecutiveFailures);
      Duration pause = FIRST_PAUSE.multipliedBy(1L << failures);
      operations.reschedule(
          failed, clock.now().plus(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE));
    };
  }
}
