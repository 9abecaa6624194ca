package io.happyhorse.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of a task of the fake gateway: the states it passes through, each for a while or for a number of queries, and
 * its end.
 *
 * <pre>{@code
 * TaskScript.succeeding().queuedFor(Duration.ofSeconds(20)).runningFor(Duration.ofSeconds(90))
 * TaskScript.failing("InvalidParameter", "Field required: input.prompt").queuedForQueries(1)
 * }</pre>
 *
 * <p>The states come in the order in which they are named; without any, the task has ended at once. Immutable: each method
 * returns a new script.
 */
public final class TaskScript {
  private static final List<String> RUNNING = List.of("50%", "60%", "70%", "80%", "90%");

  private final List<ScriptStep> steps;
  private final ScriptEnd end;

  private TaskScript(List<ScriptStep> steps, ScriptEnd end) {
    this.steps = steps;
    this.end = end;
  }

  /**
   * Returns a script that ends in SUCCESS, with a link to a video that the fake serves.
   *
   * @return a script without steps
   */
  public static TaskScript succeeding() {
    return new TaskScript(List.of(), ScriptEnd.SUCCESS);
  }

  /**
   * Returns a script that ends in FAILURE with a reason in the usual form.
   *
   * @param code the upstream's code, such as {@code InvalidParameter}
   * @param message the reason for a person to read
   * @return a script without steps
   */
  public static TaskScript failing(String code, String message) {
    return failing("task failed, code: " + code + ", message: " + message);
  }

  /**
   * Returns a script that ends in FAILURE with a reason of any form.
   *
   * @param reason the text of {@code fail_reason}; may be empty
   * @return a script without steps
   */
  public static TaskScript failing(String reason) {
    return new TaskScript(List.of(), new ScriptEnd(reason));
  }

  /**
   * Adds NOT_START for a while.
   *
   * @param duration how long
   * @return the longer script
   */
  public TaskScript notStartedFor(Duration duration) {
    return with(ScriptStep.lasting("NOT_START", "0%", duration));
  }

  /**
   * Adds NOT_START for a number of queries.
   *
   * @param queries how many queries see it
   * @return the longer script
   */
  public TaskScript notStartedForQueries(int queries) {
    return with(ScriptStep.seen("NOT_START", "0%", queries));
  }

  /**
   * Adds QUEUED for a while.
   *
   * @param duration how long
   * @return the longer script
   */
  public TaskScript queuedFor(Duration duration) {
    return with(ScriptStep.lasting("QUEUED", "20%", duration));
  }

  /**
   * Adds QUEUED for a number of queries.
   *
   * @param queries how many queries see it
   * @return the longer script
   */
  public TaskScript queuedForQueries(int queries) {
    return with(ScriptStep.seen("QUEUED", "20%", queries));
  }

  /**
   * Adds IN_PROGRESS for a while; its progress rises from 50 % to 90 %.
   *
   * @param duration how long
   * @return the longer script
   */
  public TaskScript runningFor(Duration duration) {
    Duration share = duration.dividedBy(RUNNING.size());
    return with(RUNNING.stream()
        .map(progress -> ScriptStep.lasting("IN_PROGRESS", progress, share))
        .toArray(ScriptStep[]::new));
  }

  /**
   * Adds IN_PROGRESS for a number of queries; its progress rises from 50 % to at most 90 %.
   *
   * @param queries how many queries see it
   * @return the longer script
   */
  public TaskScript runningForQueries(int queries) {
    return with(Stream.iterate(0, query -> query < queries, query -> query + 1)
        .map(query ->
            ScriptStep.seen("IN_PROGRESS", RUNNING.get(Math.min(query, RUNNING.size() - 1)), 1))
        .toArray(ScriptStep[]::new));
  }

  private TaskScript with(ScriptStep... more) {
    List<ScriptStep> longer = new ArrayList<>(steps);
    longer.addAll(List.of(more));
    return new TaskScript(List.copyOf(longer), end);
  }

  List<ScriptStep> steps() {
    return steps;
  }

  ScriptEnd end() {
    return end;
  }
}
