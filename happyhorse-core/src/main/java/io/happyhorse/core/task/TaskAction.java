package io.happyhorse.core.task;

import java.util.Objects;
import java.util.Set;

/**
 * What kind of work a task is ({@code data.action}), an open set of words: four are documented, any other may come.
 *
 * <p>Which mode (text, image, reference, edit) gives which action is not documented: show it, group by it, never branch on it.
 *
 * @param word the word as received
 */
public record TaskAction(String word) {
  /** {@code generate}. */
  public static final TaskAction GENERATE = new TaskAction("generate");

  /** {@code firstTailGenerate}. */
  public static final TaskAction FIRST_TAIL_GENERATE = new TaskAction("firstTailGenerate");

  /** {@code referenceGenerate}. */
  public static final TaskAction REFERENCE_GENERATE = new TaskAction("referenceGenerate");

  /** {@code omniGenerate}. */
  public static final TaskAction OMNI_GENERATE = new TaskAction("omniGenerate");

  private static final Set<TaskAction> DOCUMENTED =
      Set.of(GENERATE, FIRST_TAIL_GENERATE, REFERENCE_GENERATE, OMNI_GENERATE);

  /**
   * Takes any word.
   *
   * @param word the word as received
   */
  public TaskAction {
    Objects.requireNonNull(word, "word");
  }

  /**
   * Tells whether the vendor's page lists this word.
   *
   * @return false for a word that is new or not documented
   */
  public boolean isDocumented() {
    return DOCUMENTED.contains(this);
  }

  /** Returns the bare word, fit for a log. */
  @Override
  public String toString() {
    return SafeText.line(word);
  }
}
