package io.happyhorse.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a task of the fake gateway: the states it passes through, each for a while or for a number of queries, and
 * its end.
 *
 * <pre>{@code
 * TaskScript.succeeding().queuedFor(Duration.ofSeconds(20)).runningFor(Duration.ofSeconds(90))
 * TaskScript.failing("InvalidParameter", "Field required: input.prompt").queuedForQueries(1)
 * TaskScript.succeeding(VideoMode.I2V).onQuery(2, Fault.connectionReset()).runningForQueries(3)
 * }</pre>
 *
 * <p>The states come in the order in which they are named; without any, the task has ended at once. {@link GatewayQuirks} has the
 * odd ones ready-made. Immutable: each method returns a new script.
 */
public final class TaskScript {
  private static final List<String> RUNNING = List.of("50%", "60%", "70%", "80%", "90%");

  private final List<ScriptStep> steps;
  private final ScriptEnd end;
  private final Faults faults;
  private final Duration sweep;
  private final Consumer<Map<String, @Nullable Object>> edit;

  /** What happens to the queries of a task: to some by their number, and to the others. */
  private record Faults(
      Map<Integer, Fault> byNumber, @Nullable Fault others) {
    static final Faults NONE = new Faults(Map.of(), null);

    Faults with(int query, Fault fault) {
      Map<Integer, Fault> more = new HashMap<>(byNumber);
      more.put(query, fault);
      return new Faults(Map.copyOf(more), others);
    }

    Faults withOthers(Fault fault) {
      return new Faults(byNumber, fault);
    }

    @Nullable
    Fault of(int query) {
      Fault own = byNumber.get(query);
      return own == null ? others : own;
    }
  }

  private TaskScript(
      List<ScriptStep> steps,
      ScriptEnd end,
      Faults faults,
      Duration sweep,
      Consumer<Map<String, @Nullable Object>> edit) {
    this.steps = steps;
    this.end = end;
    this.faults = faults;
    this.sweep = sweep;
    this.edit = edit;
  }

  private static TaskScript ending(ScriptEnd end) {
    return new TaskScript(List.of(), end, Faults.NONE, Duration.ZERO, data -> {});
  }

  /**
   * Returns a script of a text-to-video task that ends in SUCCESS, with a link to a video that the fake serves.
   *
   * @return a script without steps
   */
  public static TaskScript succeeding() {
    return ending(ScriptEnd.SUCCESS);
  }

  /**
   * Returns a script that ends in SUCCESS, with a link to a video that the fake serves.
   *
   * @param mode how the video is made: the action and the usage depend on it
   * @return a script without steps
   */
  public static TaskScript succeeding(VideoMode mode) {
    return ending(ScriptEnd.SUCCESS.withMode(mode));
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
    return ending(ScriptEnd.SUCCESS.withFailReason(reason));
  }

  /**
   * Adds a state of any word for a while.
   *
   * @param status the word as the wire is to have it
   * @param progress the progress as the wire is to have it
   * @param duration how long
   * @return the longer script
   */
  public TaskScript stateFor(String status, String progress, Duration duration) {
    return with(ScriptStep.lasting(status, progress, duration));
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
   * Adds SUBMITTED for a while; the vendor's page does not list it.
   *
   * @param duration how long
   * @return the longer script
   */
  public TaskScript submittedFor(Duration duration) {
    return with(ScriptStep.lasting("SUBMITTED", "10%", duration));
  }

  /**
   * Adds SUBMITTED for a number of queries; the vendor's page does not list it.
   *
   * @param queries how many queries see it
   * @return the longer script
   */
  public TaskScript submittedForQueries(int queries) {
    return with(ScriptStep.seen("SUBMITTED", "10%", queries));
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
    return runningFor(duration, RUNNING.toArray(String[]::new));
  }

  /**
   * Adds IN_PROGRESS for a while, with progress of the caller's choice.
   *
   * @param duration how long
   * @param progress the texts of {@code data.progress}, each for the same share of the time; at least one
   * @return the longer script
   */
  public TaskScript runningFor(Duration duration, String... progress) {
    if (progress.length == 0) {
      throw new IllegalArgumentException("IN_PROGRESS needs a progress: name one or more texts.");
    }
    Duration share = duration.dividedBy(progress.length);
    return with(IntStream.range(0, progress.length)
        .mapToObj(at -> ScriptStep.lasting(
            "IN_PROGRESS",
            progress[at],
            at == 0 ? duration.minus(share.multipliedBy(progress.length - 1L)) : share))
        .toList());
  }

  /**
   * Adds IN_PROGRESS for a number of queries; its progress rises from 50 % to at most 90 %.
   *
   * @param queries how many queries see it
   * @return the longer script
   */
  public TaskScript runningForQueries(int queries) {
    if (queries < 1) {
      return with(ScriptStep.seen("IN_PROGRESS", "50%", queries));
    }
    return with(IntStream.range(0, queries)
        .mapToObj(query ->
            ScriptStep.seen("IN_PROGRESS", RUNNING.get(Math.min(query, RUNNING.size() - 1)), 1))
        .toList());
  }

  /**
   * Adds IN_PROGRESS for a number of queries, with a progress of the caller's choice.
   *
   * @param queries how many queries see it
   * @param progress the text of {@code data.progress}
   * @return the longer script
   */
  public TaskScript runningForQueries(int queries, String progress) {
    return with(ScriptStep.seen("IN_PROGRESS", progress, queries));
  }

  /**
   * Adds a status of the caller's choice for a while.
   *
   * @param word the word of {@code data.status}
   * @param duration how long
   * @return the longer script
   */
  public TaskScript statusFor(String word, Duration duration) {
    return with(ScriptStep.lasting(word, "30%", duration));
  }

  /**
   * Adds a status of the caller's choice for a number of queries.
   *
   * @param word the word of {@code data.status}
   * @param queries how many queries see it
   * @return the longer script
   */
  public TaskScript statusForQueries(String word, int queries) {
    return with(ScriptStep.seen(word, "30%", queries));
  }

  /**
   * Lets something happen to a query of this task.
   *
   * @param query which one, counted from 1
   * @param fault what happens to it
   * @return the longer script
   */
  public TaskScript onQuery(int query, Fault fault) {
    if (query < 1) {
      throw new IllegalArgumentException(
          "There is no query number " + query + ": they are counted from 1.");
    }
    return new TaskScript(steps, end, faults.with(query, fault), sweep, edit);
  }

  /**
   * Lets something happen to every query of this task, but for those that {@link #onQuery} names.
   *
   * @param fault what happens to them
   * @return the changed script
   */
  public TaskScript onEveryQuery(Fault fault) {
    return new TaskScript(steps, end, faults.withOthers(fault), sweep, edit);
  }

  /**
   * Lets the gateway notice what happens to the task only when it looks, as the real one does about every 15 s: states that
   * last a while are seen late, and {@code start_time} and {@code finish_time} are the times of noticing.
   *
   * @param interval how often it looks, counted from the start of the gateway; zero for at once
   * @return the changed script
   */
  public TaskScript sweptEvery(Duration interval) {
    if (interval.isNegative()) {
      throw new IllegalArgumentException(
          "A gateway cannot sweep every " + interval + ": use zero or more.");
    }
    return new TaskScript(steps, end, faults, interval, edit);
  }

  /**
   * Chooses the video that a SUCCESS leads to; a small playable one unless said.
   *
   * @param video the video
   * @return the changed script
   */
  public TaskScript video(FakeVideo video) {
    return new TaskScript(steps, end.withVideo(video), faults, sweep, edit);
  }

  /**
   * Changes every answer before it is sent.
   *
   * @param change what to do to the member {@code data}: a map in the order of the wire, of strings, numbers, booleans, nulls,
   *     lists and maps
   * @return the changed script
   */
  public TaskScript edited(Consumer<Map<String, @Nullable Object>> change) {
    return new TaskScript(steps, end, faults, sweep, edit.andThen(change));
  }

  TaskScript linkedThroughProxy() {
    return new TaskScript(steps, end.withLinkThroughProxy(), faults, sweep, edit);
  }

  TaskScript with(ScriptStep step) {
    return with(List.of(step));
  }

  private TaskScript with(List<ScriptStep> more) {
    List<ScriptStep> longer = new ArrayList<>(steps);
    longer.addAll(more);
    return new TaskScript(List.copyOf(longer), end, faults, sweep, edit);
  }

  List<ScriptStep> steps() {
    return steps;
  }

  ScriptEnd end() {
    return end;
  }

  @Nullable
  Fault faultOf(int query) {
    return faults.of(query);
  }

  Duration sweep() {
    return sweep;
  }

  Consumer<Map<String, @Nullable Object>> edit() {
    return edit;
  }
}
