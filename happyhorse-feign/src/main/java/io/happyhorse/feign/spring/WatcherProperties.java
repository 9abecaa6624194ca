package io.happyhorse.feign.spring;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code happyhorse.watcher.*}.
 *
 * @param rate the maximum mean rate of all tasks together, in requests per second: more than 0, at most 1,000,000
 * @param maxInFlight the maximum number of concurrent polls, 1 or more
 * @param giveUpAfter how long a task may be without an observation before its waits are abandoned; more than zero
 * @param schedule the schedule of polls
 * @param learnedTimesFile the file that stores the times of the learned schedule, which it requires; if it is blank or not set, a
 *     restart loses them
 */
public record WatcherProperties(
    @DefaultValue("50") double rate,
    @DefaultValue("8") int maxInFlight,
    @DefaultValue("5m") Duration giveUpAfter,
    @DefaultValue("default") Schedule schedule,
    @Nullable String learnedTimesFile) {
  static final String LEARNED_TIMES_FILE = "happyhorse.watcher.learned-times-file";

  /** The schedules of polls. */
  public enum Schedule {
    /** Every 15 s; less often for tasks older than 5 min. */
    DEFAULT,
    /** When a task is likely to finish, as learned from earlier tasks. */
    LEARNED
  }

  /** Validates the limits and the file. */
  public WatcherProperties {
    check("rate", settings -> settings.ratePerSecond(rate));
    check("max-in-flight", settings -> settings.maxInFlight(maxInFlight));
    check("give-up-after", settings -> settings.giveUpAfter(giveUpAfter));
    learnedTimesFile = HappyHorseProperties.ifSet(learnedTimesFile);
    if (learnedTimesFile != null && schedule != Schedule.LEARNED) {
      throw new InvalidPropertyException(
          LEARNED_TIMES_FILE, "It needs happyhorse.watcher.schedule=learned.");
    }
  }

  private static void check(String name, Consumer<TaskWatcherBuilder> setting) {
    TaskQueryPort unused = (id, within) -> {
      throw new IllegalStateException("This port checks settings only.");
    };
    InvalidPropertyException.check(
        "happyhorse.watcher." + name, () -> setting.accept(TaskWatcher.builder(unused)));
  }
}
