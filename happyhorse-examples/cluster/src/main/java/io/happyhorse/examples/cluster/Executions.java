package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import io.happyhorse.core.error.HappyHorseException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of the executions and their tables, and their settings in db-scheduler. */
final class Executions {
  static final String WAIT = "wait";
  static final String KEEP = "keep";
  static final String TELL = "tell";
  static final String WAITS = "video_wait";
  static final String KEEPS = "video_keep";
  static final String TELLS = "video_tell";

  private static final Logger LOG = LoggerFactory.getLogger(Executions.class);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 7;

  private Executions() {}

  /** Returns the message only if it is known to contain no secrets. */
  private static String message(Throwable error) {
    boolean isOurs = error instanceof ClusterException || error instanceof HappyHorseException;
    return isOurs ? String.valueOf(error.getMessage()) : error.getClass().getName();
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
          failed.getCause().map(Executions::message).orElse("its node has died"));
      int failures = Math.min(MOST_DOUBLINGS, failed.getExecution().consecutiveFailures);
      Duration pause = FIRST.multipliedBy(1L << failures);
      operations.reschedule(
          failed, clock.now().plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
    };
  }
}
