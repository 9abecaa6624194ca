package io.happyhorse.core.task;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes what somebody else said fit for a message or a log. */
public final class Redactor {
  private static final Pattern QUERY = Pattern.compile(
      "(https?:(?:\\\\?/){2}[^\\s?\"'<>]*)\\?[^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
  private static final int LONGEST = 200;

  private Redactor() {}

  /**
   * Returns the text with {@code ?...} in place of the query of every URL in it: whoever has the query of a signed one has the
   * file.
   *
   * @param text any text
   * @return the same text without these secrets
   */
  public static String withoutQueries(String text) {
    return QUERY.matcher(text).replaceAll("$1?...");
  }

  /**
   * Tells whether an error can be shown as it is, with its causes: whoever wrote its text may have put secrets into it.
   *
   * @param error the error
   * @param hiding takes secrets out of a text, on top of the queries of URLs
   * @return false if anything in it were to be hidden
   */
  public static boolean isFit(Throwable error, UnaryOperator<String> hiding) {
    String message = String.valueOf(error.getMessage());
    Throwable cause = error.getCause();
    return message.equals(withoutQueries(hiding.apply(message)))
        && (cause == null || isFit(cause, hiding))
        && Stream.of(error.getSuppressed()).allMatch(suppressed -> isFit(suppressed, hiding));
  }

  /**
   * Returns the text on one line, of at most 200 characters, without the queries of URLs and without what a terminal would obey:
   * control characters, and those that turn the direction of writing.
   *
   * @param text any text
   * @return its beginning
   */
  public static String line(String text) {
    return line(text, LONGEST);
  }

  /**
   * Returns the text on one line as {@link #line(String)} does, with another limit.
   *
   * @param text any text
   * @param longest the maximum number of characters
   * @return its beginning
   */
  public static String line(String text, int longest) {
    String beginning = text.length() <= 4 * longest ? text : text.substring(0, 4 * longest);
    String line = withoutQueries(BREAKS.matcher(beginning).replaceAll(" ").strip());
    return line.length() <= longest ? line : line.substring(0, longest) + "...";
  }
}
