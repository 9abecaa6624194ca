package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * Prints the results of a watch, and writes the ids of unfinished tasks and the learned times.
 *
 * @param forPeople where the table is printed
 * @param err where errors are printed
 * @param file where the ids of unfinished tasks are written
 * @param resume the command that resumes
 * @param revealsUrl whether the table contains links
 */
record WatchSummary(
    PrintWriter forPeople, PrintWriter err, Path file, ResumeCommand resume, boolean revealsUrl) {
  /** Returns the exit code. */
  int print(List<TaskResult> results, LearnedTimes learned) {
    EndTable.print(results, revealsUrl, forPeople);
    int ofTasks = ExitCode.gravest(results.stream().map(TaskResult::exitCode).toList());
    List<TaskId> open =
        results.stream().filter(TaskResult::isWorthResuming).map(TaskResult::id).toList();
    int code = ExitCode.gravest(List.of(ofTasks, noteUnfinished(open), noteLearned(learned)));
    forPeople.flush();
    return code;
  }

  private int noteUnfinished(List<TaskId> open) {
    if (open.isEmpty()) {
      return ExitCode.DONE;
    }
    try {
      Path written = ResumeFile.write(open, file);
      forPeople.println(
          open.size() + " not finished; their ids are in " + written + ". To resume:");
      forPeople.println("  " + resume.withFile(written));
      return ExitCode.DONE;
    } catch (IOException unwritable) {
      err.println("'" + file + "' cannot be written. These tasks have not finished:");
      open.forEach(err::println);
      return ExitCode.THIS_MACHINE;
    }
  }

  private int noteLearned(LearnedTimes learned) {
    try {
      learned.save();
      return ExitCode.DONE;
    } catch (IOException unwritable) {
      err.println("'" + learned.file() + "' cannot be written; the learned times are lost.");
      return ExitCode.THIS_MACHINE;
    }
  }
}
