package io.happyhorse.core.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Retry-After}: seconds, also with a decimal fraction or a unit, or a date. Some gateways send {@code
 * Retry-After-Ms} in addition or instead.
 */
public final class RetryAfter {
  private static final Pattern DURATION = Pattern.compile(
      "(\\d+)(?:\\.(\\d*))?\\s*(ms|s|sec|secs|seconds?)?", Pattern.CASE_INSENSITIVE);

  /** The maximum number of digits before the point; a longer number exceeds the time that any caller waits. */
  private static final int LONGEST = 15;

  private static final int NANO_DIGITS = 9;
  private static final int NANO_DIGITS_OF_MILLIS = 6;
  private static final BigDecimal NANOS = BigDecimal.TEN.pow(NANO_DIGITS);
  private static final Duration FOR_AGES = Duration.ofDays(365_000);

  /** The three date formats of HTTP; the latter two are obsolete, but must be accepted. */
  private static final List<DateTimeFormatter> DATES = List.of(
      DateTimeFormatter.RFC_1123_DATE_TIME,
      DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.US),
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US).withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /**
   * Returns the text to {@link #read}: the longer pause of the two headers.
   *
   * @param header returns the first value of a header, or null
   * @return the text; null if there is none
   */
  public static @Nullable String in(Function<String, @Nullable String> header) {
    String seconds = header.apply("Retry-After");
    String millis = header.apply("Retry-After-Ms");
    String text = millis == null ? null : millis.strip() + "ms";
    return isLonger(read(text, Instant.EPOCH), read(seconds, Instant.EPOCH)) ? text : seconds;
  }

  private static boolean isLonger(@Nullable Duration pause, @Nullable Duration other) {
    return pause != null && (other == null || pause.compareTo(other) > 0);
  }

  /**
   * Returns the requested pause, never a shorter one.
   *
   * @param header the value of the header; null if there is none
   * @param now when the response was created, on the server's clock
   * @return the pause; null if the header is missing or unreadable, or if the date is in the past
   */
  public static @Nullable Duration read(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String text = header.strip();
    Matcher duration = DURATION.matcher(text);
    if (duration.matches()) {
      return duration(duration);
    }
    for (DateTimeFormatter form : DATES) {
      Instant date = date(text, form);
      if (date != null) {
        return date.isBefore(now) ? null : Duration.between(now, date);
      }
    }
    return null;
  }

  private static @Nullable Instant date(String text, DateTimeFormatter form) {
    try {
      return form.parse(text, Instant::from);
    } catch (DateTimeParseException ofAnotherForm) {
      return null;
    }
  }

  /** Returns a duration, rounded up. */
  private static Duration duration(Matcher text) {
    String whole = text.group(1);
    if (whole.length() > LONGEST) {
      return FOR_AGES;
    }
    String fraction = Objects.requireNonNullElse(text.group(2), "");
    boolean millis = "ms".equalsIgnoreCase(text.group(3));
    BigDecimal[] nanos = new BigDecimal(whole + "." + fraction + "0")
        .movePointRight(millis ? NANO_DIGITS_OF_MILLIS : NANO_DIGITS)
        .setScale(0, RoundingMode.UP)
        .divideAndRemainder(NANOS);
    return Duration.ofSeconds(nanos[0].longValueExact(), nanos[1].longValueExact());
  }
}
