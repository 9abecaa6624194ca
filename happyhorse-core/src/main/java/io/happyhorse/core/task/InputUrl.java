package io.happyhorse.core.task;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the URLs of a request. Messages contain neither the query of a URL nor any other secret part of it. */
final class InputUrl {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);
  private static final Pattern FILE =
      Pattern.compile("(?i)file:.*|[a-z]:[\\\\/].*", Pattern.DOTALL);

  private InputUrl() {}

  /** Returns the URL; only the characters that a URL may not contain are percent-encoded. */
  static String require(String what, String given) {
    String text = given.strip();
    URI uri = LenientUri.parse(text);
    if (uri != null && isWeb(uri) && HostAndPort.of(uri) != null) {
      return uri.toString();
    }
    throw new IllegalArgumentException(complaint(what, text, uri));
  }

  /** Returns a path without its query, which may contain a signature if the text is a URL without a scheme. */
  private static String withoutQuery(String text) {
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query) + "?...";
  }

  private static boolean isWeb(URI uri) {
    return uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
  }

  private static String complaint(String what, String text, @Nullable URI uri) {
    String start = "The " + what + " needs an absolute http or https URL";
    if (text.isEmpty()) {
      return start + ", but it is blank.";
    }
    if (uri != null && isWeb(uri)) {
      return start + ", but this one has no host.";
    }
    if (FILE.matcher(text).matches() || !SCHEME.matcher(text).matches()) {
      return start + ", but '" + Redactor.line(withoutQuery(text))
          + "' is a local or relative path, and files are not uploaded."
          + " Put the file where the gateway can fetch it, and pass that URL.";
    }
    return start + ", not one that begins with '"
        + Redactor.line(text.substring(0, text.indexOf(':') + 1)) + "': the gateway fetches it.";
  }
}
