package io.happyhorse.core.error;

import io.happyhorse.core.task.SignedUrls;
import java.util.regex.Pattern;

/** Makes what somebody else said fit for a message: one line, not long, without the queries of URLs. */
final class Line {
  private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final int LONGEST = 200;

  private Line() {}

  static String of(String text) {
    String beginning = text.length() <= 4 * LONGEST ? text : text.substring(0, 4 * LONGEST);
    String line =
        SignedUrls.withoutQueries(BREAKS.matcher(beginning).replaceAll(" ").strip());
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }
}
