package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.Redactor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of every text that goes to the browser: the API key, and the queries of URLs, which may be signatures.
 *
 * @param secrets the texts that must not leave
 */
record OutgoingText(List<String> secrets) {
  /** A text that is one URL: it ends where the text ends, whatever characters are in it. */
  private static final Pattern URL =
      Pattern.compile("\\s*(https?://[^/?#]*).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  OutgoingText {
    secrets = secrets.stream().filter(secret -> !secret.isBlank()).toList();
  }

  String of(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = safe.replace(secret, "...");
    }
    Matcher url = URL.matcher(safe);
    return url.matches() ? url.group(1) + "/..." : Redactor.withoutQueries(safe);
  }
}
