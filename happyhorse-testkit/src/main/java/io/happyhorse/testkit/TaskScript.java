package io.happyhorse.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The states of a task of the fake gateway, each for a duration or for a number of queries, and its end.
 *
 * <pre>{@code
 * TaskScript.succeeding().queued(Duration.ofSeconds(20)).running(Duration.ofSeconds(90))
 * TaskScript.failing("InvalidParameter", "Field required: input.prompt").queued(Stay.queries(1))
 * TaskScript.succeeding(VideoMode.I2V).onQuery(2, Fault.connectionReset()).running(Stay.queries(3))
 * }</pre>
 *
 * <p>The states follow each other in the order in which they are added. A task without states ends as soon as it is accepted.
 * {@link GatewayQuirks} contains unusual scripts. Immutable: each method returns a new script.
 */
public final class TaskScript {
  private static final String[] RUNNING = {"50%", "60%", "70%", "80%", "90%"};

  private final List<ScriptStep> steps;
  private final ScriptRules rules;

  private TaskScript(List<ScriptStep> steps, ScriptRules rules) {
    this.steps = steps;
    this.rules = rules;
  }

  private static TaskScript ending(ScriptEnd end) {
    return new TaskScript(List.of(), ScriptRules.ending(end));
  }

  private TaskScript with(ScriptRules changed) {
    return new TaskScript(steps, changed);
  }

  /** {@return a script of a text-to-video task that ends in SUCCESS, with a link to a video that the fake serves} */
  public static TaskScript succeeding() {
    return ending(ScriptEnd.SUCCESS);
  }

  /**
   * Returns a script that ends in SUCCESS, with a link to a video that the fake serves.
   *
   * @param mode how the video is made; determines the action and the usage
   */
  public static TaskScript succeeding(VideoMode mode) {
    return ending(ScriptEnd.SUCCESS.withMode(mode));
  }

  /**
   * Returns a script that ends in FAILURE with a reason in the usual form.
   *
   * @param code the upstream's code, such as {@code InvalidParameter}
   * @param message the readable reason
   */
  public static TaskScript failing(String code, String message) {
    return failing("task failed, code: " + code + ", message: " + message);
  }

  /**
   * Returns a script that ends in FAILURE with any reason.
   *
   * @param reason the text of {@code fail_reason}; may be empty
   */
  public static TaskScript failing(String reason) {
    return ending(ScriptEnd.SUCCESS.withFailReason(reason));
  }

  /** Adds NOT_START. */
  public TaskScript notStarted(Duration time) {
    return notStarted(Stay.of(time));
  }

  /** Adds NOT_START. */
  public TaskScript notStarted(Stay stay) {
    return state("NOT_START", "0%", stay);
  }

  /** Adds SUBMITTED, which the vendor's page does not list. */
  public TaskScript submitted(Duration time) {
    return submitted(Stay.of(time));
  }

  /** Adds SUBMITTED, which the vendor's page does not list. */
  public TaskScript submitted(Stay stay) {
    return state("SUBMITTED", "10%", stay);
  }

  /** Adds QUEUED. */
  public TaskScript queued(Duration time) {
    return queued(Stay.of(time));
  }

  /** Adds QUEUED. */
  public TaskScript queued(Stay stay) {
    return state("QUEUED", "20%", stay);
  }

  /** Adds IN_PROGRESS; its progress rises from 50 % to 90 %. */
  public TaskScript running(Duration time) {
    return running(Stay.of(time));
  }

  /** Adds IN_PROGRESS; its progress rises from 50 % to at most 90 %. */
  public TaskScript running(Stay stay) {
    return running(stay, RUNNING);
  }

  /**
   * Adds IN_PROGRESS with its own progress.
   *
   * @param progress the texts of {@code data.progress}, each for the same share of the time; at least one
   */
  public TaskScript running(Duration time, String... progress) {
    return running(Stay.of(time), progress);
  }

  /**
   * Adds IN_PROGRESS with its own progress.
   *
   * @param progress the texts of {@code data.progress}, at least one: each for the same share of the time, or each for one query and
   *     the last for the remaining ones
   */
  public TaskScript running(Stay stay, String... progress) {
    return with(ScriptStep.running(stay, progress));
  }

  /**
   * Adds a state with any status.
   *
   * @param status the text of {@code data.status}
   * @param progress the text of {@code data.progress}
   */
  public TaskScript state(String status, String progress, Stay stay) {
    return with(new ScriptStep(status, progress, stay));
  }

  /**
   * Applies a fault to one query of this task.
   *
   * @param query the number of the query, counted from 1
   */
  public TaskScript onQuery(int query, Fault fault) {
    return with(rules.withFault(query, fault));
  }

  /** Applies a fault to every query of this task, except those given to {@link #onQuery}. */
  public TaskScript onEveryQuery(Fault fault) {
    return with(rules.withOtherFaults(fault));
  }

  /**
   * Makes the gateway check the task periodically, as the real one does about every 15 s. States that end by time are noticed late,
   * and {@code start_time} and {@code finish_time} are the times at which the gateway noticed.
   *
   * @param interval the interval of the checks, counted from the start of the gateway; zero for no delay. Default: zero
   */
  public TaskScript sweptEvery(Duration interval) {
    return with(rules.withSweep(interval));
  }

  /** Sets the video that is available after SUCCESS. Default: {@link FakeVideo#sample()}. */
  public TaskScript video(FakeVideo video) {
    return with(rules.withEnd(end().withVideo(video)));
  }

  /**
   * Changes every observation before it is sent.
   *
   * @param change changes the member {@code data}: a map in the order of the wire, of strings, numbers, booleans, nulls,
   *     lists and maps
   */
  public TaskScript edited(Consumer<Map<String, @Nullable Object>> change) {
    return with(rules.withEdit(change));
  }

  TaskScript linkedThroughProxy() {
    return with(rules.withEnd(end().withLinkThroughProxy()));
  }

  TaskScript with(ScriptStep... more) {
    List<ScriptStep> longer = new ArrayList<>(steps);
    Collections.addAll(longer, more);
    return new TaskScript(List.copyOf(longer), rules);
  }

  List<ScriptStep> steps() {
    return steps;
  }

  ScriptEnd end() {
    return rules.end();
  }

  @Nullable
  Fault faultOf(int query) {
    return rules.faults().of(query);
  }

  Duration sweep() {
    return rules.sweep();
  }

  Consumer<Map<String, @Nullable Object>> edit() {
    return rules.edit();
  }
}
