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
    ResultTable.print(results, revealsUrl, forPeople);
    int ofTasks = ExitCode.mostSevere(results.stream().map(TaskResult::exitCode).toList());
    List<TaskId> unfinished =
        results.stream().filter(TaskResult::isWorthResuming).map(TaskResult::id).toList();
    int code =
        ExitCode.mostSevere(List.of(ofTasks, writeUnfinished(unfinished), saveLearned(learned)));
    forPeople.flush();
    return code;
  }

  private int writeUnfinished(List<TaskId> unfinished) {
    if (unfinished.isEmpty()) {
      return ExitCode.SUCCESS;
    }
    try {
      Path written = ResumeFile.write(unfinished, file);
      forPeople.println(unfinished.size()
          + (unfinished.size() == 1
              ? " task has not finished; its id is in "
              : " tasks have not finished; their ids are in ")
          + written + ". To resume:");
      forPeople.println("  " + resume.withFile(written));
      return ExitCode.SUCCESS;
    } catch (IOException unwritable) {
      err.println("'" + file + "' cannot be written: choose another file with --unfinished.");
      err.println("These tasks have not finished:");
      unfinished.forEach(err::println);
      return ExitCode.LOCAL_ERROR;
    }
  }

  private int saveLearned(LearnedTimes learned) {
    try {
      learned.save();
      return ExitCode.SUCCESS;
    } catch (IOException unwritable) {
      err.println("'" + learned.file() + "' cannot be written: choose another with --learned.");
      err.println("The times learned in this run are lost.");
      return ExitCode.LOCAL_ERROR;
    }
  }
}
