package io.happyhorse.examples.cli;

import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.watch.TaskObservation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Shows the progress of watched tasks. The methods are called from any thread, but never concurrently. */
interface WatchView extends AutoCloseable {
  /**
   * Returns the view of a command for people: lines that are updated in place on a terminal, appended lines elsewhere.
   *
   * @param eta returns the time within which 80 % of similar tasks finish, given a task and the time since its last observation; null if
   *     unknown
   */
  static WatchView forPeople(
      CommandSpec command,
      HappyHorseCli program,
      TimeSource time,
      List<TaskId> ids,
      BiFunction<VideoTask, Duration, @Nullable Duration> eta) {
    PrintWriter out = command.commandLine().getOut();
    return Terminal.isInteractive()
        ? new LiveView(
            out, time, ids, Terminal.size(), Terminal.hasColors(program.environment()), eta)
        : new PlainView(out, command.commandLine().getErr());
  }

  /** Shows an observation that does not end the wait. */
  void onObservation(TaskObservation observation);

  /** Shows that a task has succeeded and that the download of its video begins. */
  default void downloadStarted(VideoTask task) {}

  /** Shows the progress of a download. */
  default void downloading(DownloadProgress progress) {}

  /** Shows the result of a task. */
  void ended(TaskResult result);

  /** Prints a message. */
  void message(String line);

  @Override
  void close();
}
