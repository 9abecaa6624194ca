package io.happyhorse.core.task;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The gateway's progress text ({@code data.progress}), such as {@code 50%}.
 *
 * <p>The text is one of a few constants, not a measurement: it may be absent, malformed, unchanged for minutes or lower than before,
 * and it is 100 % on FAILURE as well. Display it, but infer nothing from it.
 *
 * @param text the text as received; empty if there was none
 */
public record Progress(String text) implements Serializable {
  /** No progress was given. */
  public static final Progress NONE = new Progress("");

  private static final Pattern PERCENT =
      Pattern.compile("\\s*(\\d{1,3}(?:\\.\\d{1,20})?)\\s*%?\\s*");
  private static final int WHOLE = 100;
  private static final Map<String, Progress> USUAL = IntStream.rangeClosed(0, WHOLE)
      .mapToObj(percent -> new Progress(percent + "%"))
      .collect(Collectors.toUnmodifiableMap(Progress::text, Function.identity()));

  /** Creates a progress; any text is allowed. */
  public Progress {
    Objects.requireNonNull(text, "text");
  }

  /** Returns the progress with the given text. The common ones are shared instances. */
  public static Progress of(String text) {
    Progress usual = USUAL.get(text);
    return usual == null ? new Progress(text) : usual;
  }

  /** {@return the percentage, rounded down: 0 to 100; empty if the text is not a percentage} */
  public OptionalInt percent() {
    Matcher matcher = PERCENT.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    BigDecimal value = new BigDecimal(matcher.group(1));
    return value.compareTo(BigDecimal.valueOf(WHOLE)) > 0
        ? OptionalInt.empty()
        : OptionalInt.of(value.setScale(0, RoundingMode.DOWN).intValueExact());
  }

  /** Returns the text in a form that is safe for logs. */
  @Override
  public String toString() {
    return Redactor.line(text);
  }
}
