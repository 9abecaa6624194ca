package io.happyhorse.core.task;

import java.util.regex.Pattern;

/** Makes what somebody else said fit for a message or a log. */
public final class SafeText {
  private static final Pattern QUERY = Pattern.compile(
      "(https?:(?:\\\\?/){2}[^\\s?\"'<>]*)\\?[^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final int LONGEST = 200;

  private SafeText() {}

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
   * Returns the text on one line, of at most 200 characters, and without the queries of URLs.
   *
   * @param text any text
   * @return its beginning
   */
  public static String line(String text) {
    String beginning = text.length() <= 4 * LONGEST ? text : text.substring(0, 4 * LONGEST);
    String line = withoutQueries(BREAKS.matcher(beginning).replaceAll(" ").strip());
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
