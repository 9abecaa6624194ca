package io.happyhorse.core.task;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes remote text safe for messages and logs. */
public final class Redactor {
  /** Matches a URL and its query. It also matches a URL without a query, so that no character is examined twice. */
  private static final Pattern URL = Pattern.compile(
      "(https?:(?:\\\\?/){2}[^\\s?\"'<>]*+)(\\?[^\\s\"'<>]*+)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
  private static final int LONGEST = 200;

  private Redactor() {}

  /** Returns the text with the query of each URL replaced by {@code ?...}. The query of a signed URL grants access to the file. */
  public static String withoutQueries(String text) {
    return URL.matcher(text)
        .replaceAll(url ->
            Matcher.quoteReplacement(url.group(2) == null ? url.group() : url.group(1) + "?..."));
  }

  /**
   * Returns whether the messages of an error and its causes are free of secrets. They may contain remote content.
   *
   * @param hiding removes further secrets from a text
   */
  public static boolean isFit(Throwable error, UnaryOperator<String> hiding) {
    return isFit(error, hiding, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean isFit(
      @Nullable Throwable error, UnaryOperator<String> hiding, Set<Throwable> seen) {
    if (error == null || !seen.add(error)) {
      return true;
    }
    String message = String.valueOf(error.getMessage());
    return message.equals(withoutQueries(hiding.apply(message)))
        && isFit(error.getCause(), hiding, seen)
        && Stream.of(error.getSuppressed()).allMatch(each -> isFit(each, hiding, seen));
  }

  /**
   * Returns the beginning of the text, on one line of at most 200 characters, without the queries of URLs, control characters and
   * characters that change the direction of writing.
   */
  public static String line(String text) {
    return line(text, LONGEST);
  }

  /**
   * Returns the beginning of the text as {@link #line(String)} does, with the given limit.
   *
   * @param longest the maximum number of characters
   */
  public static String line(String text, int longest) {
    String beginning = text.length() <= 4 * longest ? text : text.substring(0, 4 * longest);
    String line = withoutQueries(BREAKS.matcher(beginning).replaceAll(" ").strip());
    return line.length() <= longest ? line : line.substring(0, longest) + "...";
  }
}
