package io.happyhorse.core.lifecycle;

import io.happyhorse.core.task.Redactor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a line that {@link TextFields} reads: a first word, then fields {@code key=value}. Values that are zero or null are omitted. */
final class FieldWriter {
  private final StringBuilder line;

  FieldWriter(String firstWord) {
    line = new StringBuilder(firstWord);
  }

  FieldWriter put(String key, long number) {
    return number == 0 ? this : put(key, Long.valueOf(number));
  }

  /** Writes remote text, without secrets and shortened; empty text is omitted. */
  FieldWriter putText(String key, @Nullable String value) {
    return put(key, value == null || value.isEmpty() ? null : Redactor.line(value));
  }

  FieldWriter put(String key, @Nullable Object value) {
    if (value != null) {
      line.append(' ')
          .append(key)
          .append('=')
          .append(URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Returns the line. */
  @Override
  public String toString() {
    return line.toString();
  }
}
