package io.happyhorse.examples.cli;

import io.happyhorse.core.task.Redactor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Parses JSON that a person has written, and describes what is wrong with it. */
final class JsonInput {
  private JsonInput() {}

  /** Parses JSON. Throws an {@link IllegalArgumentException} that names the place if it is malformed or has duplicate names. */
  static @Nullable Object parse(String text) {
    try {
      return JsonText.read(text);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(
          "it is not valid JSON or repeats a name" + place(malformed.getLocation(), text)
              + ": compare it with the example in the help.",
          malformed);
    }
  }

  private static String place(@Nullable TokenStreamLocation at, String text) {
    if (at == null) {
      return "";
    }
    String line = text.lines().count() > 1 ? "line " + at.getLineNr() + ", " : "";
    return " at " + line + "column " + at.getColumnNr();
  }

  /** Returns a short description of a value, such as {@code a list} or {@code the number 5.5}. */
  static String describe(@Nullable Object value) {
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof String text) {
      return "the text '" + Redactor.line(text) + "'";
    }
    return value instanceof Number ? "the number " + value : String.valueOf(value);
  }
}
