package io.happyhorse.core.task;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The identifier of a task ({@code data.task_id}), such as {@code asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya}.
 *
 * <p>The id is sufficient to query a paid task again. Store it as soon as the task is created.
 *
 * @param value 1 to 128 characters: a letter or digit, then letters, digits, {@code _} and {@code -}
 */
public record TaskId(String value) implements Comparable<TaskId>, Serializable {
  private static final int LONGEST = 128;
  private static final int SHOWN = 140;

  /**
   * Validates the text.
   *
   * @throws IllegalArgumentException if {@code value} is not a valid id; the message contains it
   */
  public TaskId {
    Objects.requireNonNull(value, "task id");
    if (!isId(value)) {
      throw new IllegalArgumentException(complaintAbout(value));
    }
  }

  private static boolean isId(String text) {
    boolean fits = !text.isEmpty() && text.length() <= LONGEST && isLetterOrDigit(text.charAt(0));
    for (int at = 1; at < text.length() && fits; at++) {
      char c = text.charAt(at);
      fits = isLetterOrDigit(c) || c == '_' || c == '-';
    }
    return fits;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /**
   * Returns the task id with the given text.
   *
   * @param value the id, as received when the task was created
   * @throws IllegalArgumentException if {@code value} is not a valid id; the message contains it
   */
  public static TaskId of(String value) {
    return new TaskId(value);
  }

  private static String complaintAbout(String value) {
    String advice =
        "use the id that creating the task returned, such as asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya";
    if (value.isBlank()) {
      return "The task id is blank: " + advice + ".";
    }
    return "'" + printable(value)
        + "' cannot be a task id (1 to 128 of A-Z, a-z, 0-9, '_' and '-', the first a letter or"
        + " digit): " + advice + ".";
  }

  private static String printable(String value) {
    String shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public int compareTo(TaskId other) {
    return value.compareTo(other.value);
  }

  // The generated methods of a record load about 50 classes when they are first used.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskId id && value.equals(id.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Returns the bare id. */
  @Override
  public String toString() {
    return value;
  }
}
