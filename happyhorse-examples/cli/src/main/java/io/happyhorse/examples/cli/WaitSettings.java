package io.happyhorse.examples.cli;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.TaskWatcherBuilder;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.feign.FeignTaskQuery;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options for how often and for how long tasks are queried. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class WaitSettings {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "30m",
      description = "How long to wait for each task (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @ArgGroup
  private @Nullable Schedule schedule;

  /** Two options, of which at most one can be given. */
  static final class Schedule {
    @Option(
        names = "--interval",
        paramLabel = "TIME",
        converter = Durations.class,
        description = "Query each task at this interval (default: 15s, longer after 5 minutes).")
    private @Nullable Duration interval;

    @Option(
        names = "--learned",
        paramLabel = "FILE",
        description =
            "Query when tasks are likely to finish, as learned from earlier tasks; the times are stored in this file."
                + " The live view then shows in how much time 80 %% of similar tasks have ended: \"likely in 1:30\".")
    private @Nullable Path learned;
  }

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "The kind of the tasks, which determines how long they take, such as 1080P/15s; for --learned.")
  private @Nullable String kind;

  @Option(
      names = "--give-up-after",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "5m",
      description =
          "Give up on a task after this time and 10 queries without a usable response (default: ${DEFAULT-VALUE}).")
  private Duration giveUpAfter;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "8",
      description = "Maximum number of concurrent queries (default: ${DEFAULT-VALUE}).")
  private int maxInFlight;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "50",
      description = "Maximum number of queries per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Nullable
  String kind() {
    return kind;
  }

  /** Returns the file with the learned times; null if none was given. */
  @Nullable
  Path learned() {
    return schedule == null ? null : schedule.learned;
  }

  /** Returns the settings of a watcher. */
  TaskWatcherBuilder watcher(FeignTaskQuery tasks, TimeSource time, LearnedTimes learned) {
    return TaskWatcher.builder(tasks)
        .time(time)
        .schedule(schedule(learned.times()))
        .giveUpAfter(giveUpAfter)
        .maxInFlight(maxInFlight)
        .ratePerSecond(rate);
  }

  /** Returns the settings of the wait for each task. */
  WaitOptions options() {
    WaitOptions wait = WaitOptions.within(timeout);
    return kind == null ? wait : wait.kind(kind);
  }

  private PollSchedule schedule(CompletionTimes times) {
    if (schedule == null) {
      return PollSchedule.defaults();
    }
    return schedule.interval == null
        ? PollSchedule.learned(times)
        : PollSchedule.fixed(schedule.interval);
  }
}
