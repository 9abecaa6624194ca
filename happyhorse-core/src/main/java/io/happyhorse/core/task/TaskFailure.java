package io.happyhorse.core.task;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why there will be no video ({@code data.fail_reason} on FAILURE). The gateway refunds the task by itself: nothing is to be
 * done for the money.
 *
 * <p>The usual form is {@code task failed, code: InvalidParameter, message: Field required: input.prompt}; free text in any
 * language and an empty reason occur too.
 *
 * @param raw the reason as received; empty if none was given
 */
public record TaskFailure(String raw) implements Serializable {
  private static final Pattern CODED =
      Pattern.compile("\\s*task failed, code: (\\S+?)\\s*,\\s*message: (.*)", Pattern.DOTALL);

  /**
   * Takes any text.
   *
   * @param raw the reason as received; empty if none was given
   */
  public TaskFailure {
    Objects.requireNonNull(raw, "raw");
  }

  /**
   * Returns the upstream's code, such as {@code InvalidParameter} or {@code DataInspectionFailed}.
   *
   * @return the code, or null if the reason has not the usual form
   */
  public @Nullable String code() {
    Matcher matcher = CODED.matcher(raw);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /**
   * Returns the reason for a person to read.
   *
   * @return what follows {@code message:}, or the whole reason if it has not the usual form; empty if none was given
   */
  public String message() {
    Matcher matcher = CODED.matcher(raw);
    return matcher.matches() ? matcher.group(2) : raw;
  }

  /** Returns the beginning of the reason on one line, without the queries of URLs in it, which may be secrets. */
  @Override
  public String toString() {
    return raw.isBlank() ? "no reason given" : SafeText.line(raw);
  }
}
