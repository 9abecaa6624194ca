package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a storage host says instead of giving a video. Only a code and a message are read of it: the rest may repeat what was
 * signed.
 *
 * @param status the HTTP status
 * @param said the code and the message; empty if there is none
 */
record Refusal(int status, String said) {
  private static final int LONGEST = 4_096;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int PROXY_AUTHENTICATION = 407;
  private static final int GONE = 410;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");
  private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");
  private static final String EXPIRED = "<EC>0002-00000069</EC>";

  static Refusal read(VideoStream answer) throws IOException {
    String body = new String(answer.body().readNBytes(LONGEST), StandardCharsets.UTF_8);
    String expired = body.contains(EXPIRED) ? " (expired)" : "";
    return new Refusal(
        answer.status(), (first(CODE, body) + " " + first(MESSAGE, body)).strip() + expired);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** Tells whether the link is over: the host says so, in words or by its number for that. */
  boolean isExpiry() {
    return status == FORBIDDEN && said.toLowerCase(Locale.ROOT).contains("expired");
  }

  boolean isPassing() {
    return status >= FIRST_SERVER_ERROR || PASSING.contains(status);
  }

  /** Returns what it means, as half a sentence. */
  String meaning() {
    if (status == PROXY_AUTHENTICATION) {
      return "the proxy requires a user name and a password that it accepts; for https also start Java"
          + " with -Djdk.http.auth.tunneling.disabledSchemes=";
    }
    if (status == NOT_FOUND || status == GONE) {
      return "it is not there any more";
    }
    return isPassing() ? "the host is in trouble" : "the host refuses it";
  }
}
