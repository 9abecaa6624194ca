package io.happyhorse.core.task;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time in the upstream's format, such as {@code 2026-04-28 10:37:42.625}. It has no zone and is in UTC+8.
 *
 * @param text the text as received
 */
public record UpstreamTime(String text) {
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
      .appendPattern("uuuu-MM-dd HH:mm:ss")
      .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
      .toFormatter(Locale.ROOT)
      .withResolverStyle(ResolverStyle.STRICT);

  /** Creates a time; any text is allowed. */
  public UpstreamTime {
    Objects.requireNonNull(text, "text");
  }

  /** {@return the instant, interpreting the text in UTC+8; null if the text has another format} */
  public @Nullable Instant instant() {
    try {
      return LocalDateTime.parse(text.strip(), FORM).toInstant(BEIJING);
    } catch (DateTimeParseException anotherForm) {
      return null;
    }
  }

  /** Returns the text in a form that is safe for logs. */
  @Override
  public String toString() {
    return Redactor.line(text);
  }
}
