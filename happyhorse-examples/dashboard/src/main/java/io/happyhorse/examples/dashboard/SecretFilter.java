package io.happyhorse.examples.dashboard;

import io.happyhorse.core.task.Redactor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes secrets from a text that is sent to the browser: the API key, and the queries of URLs, which may contain signatures.
 *
 * @param secrets the texts to remove; blank ones are ignored
 */
record SecretFilter(List<String> secrets) {
  /** A text that is a single URL, which may contain any characters up to the end of the text. */
  private static final Pattern URL =
      Pattern.compile("\\s*(https?://[^/?#]*).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  SecretFilter {
    secrets = secrets.stream().filter(secret -> !secret.isBlank()).toList();
  }

  String filter(String text) {
    String safe = text;
    for (String secret : secrets) {
      safe = safe.replace(secret, "...");
    }
    Matcher url = URL.matcher(safe);
    return url.matches() ? url.group(1) + "/..." : Redactor.withoutQueries(safe);
  }
}
