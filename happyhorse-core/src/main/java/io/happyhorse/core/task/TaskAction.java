package io.happyhorse.core.task;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kind of work of a task ({@code data.action}). Four words are documented; others may occur. How modes (text, image, reference,
 * edit) relate to actions is not documented: display an action or group by it, but do not branch on it.
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

  /** Creates an action; any word is allowed. */
  public TaskAction {
    Objects.requireNonNull(word, "word");
  }

  /** Returns the action with the given word. The documented ones are shared instances. */
  public static TaskAction of(String word) {
    TaskAction documented = DOCUMENTED.get(word);
    return documented == null ? new TaskAction(word) : documented;
  }

  /** {@return whether the vendor's page lists this word} */
  public boolean isDocumented() {
    return DOCUMENTED.containsKey(word);
  }

  /** Returns the word in a form that is safe for logs. */
  @Override
  public String toString() {
    return Redactor.line(word);
  }
}
