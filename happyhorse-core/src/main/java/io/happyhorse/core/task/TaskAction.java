package io.happyhorse.core.task;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What kind of work a task is ({@code data.action}), an open set of words: four are documented, any other may come.
 *
 * <p>Which mode (text, image, reference, edit) gives which action is not documented: show it, group by it, never branch on it.
 *
 * @param word the word as received
 */
public record TaskAction(String word) implements Serializable {
  /** {@code generate}. */
  public static final TaskAction GENERATE = new TaskAction("generate");

  /** {@code firstTailGenerate}. */
  public static final TaskAction FIRST_TAIL_GENERATE = new TaskAction("firstTailGenerate");

  /** {@code referenceGenerate}. */
  public static final TaskAction REFERENCE_GENERATE = new TaskAction("referenceGenerate");

  /** {@code omniGenerate}. */
  public static final TaskAction OMNI_GENERATE = new TaskAction("omniGenerate");

  private static final Map<String, TaskAction> DOCUMENTED = Stream.of(
          GENERATE, FIRST_TAIL_GENERATE, REFERENCE_GENERATE, OMNI_GENERATE)
      .collect(Collectors.toUnmodifiableMap(TaskAction::word, Function.identity()));

  /**
   * Takes any word.
   *
   * @param word the word as received
   */
  public TaskAction {
    Objects.requireNonNull(word, "word");
  }

  /**
   * Returns the action of a word; one that is documented is always the same object.
   *
   * @param word the word as received
   * @return the action
   */
  public static TaskAction of(String word) {
    TaskAction documented = DOCUMENTED.get(word);
    return documented == null ? new TaskAction(word) : documented;
  }

  /**
   * Tells whether the vendor's page lists this word.
   *
   * @return false for a word that is new or not documented
   */
  public boolean isDocumented() {
    return DOCUMENTED.containsKey(word);
  }

  /** Returns the bare word, fit for a log. */
  @Override
  public String toString() {
    return Redactor.line(word);
  }
}
