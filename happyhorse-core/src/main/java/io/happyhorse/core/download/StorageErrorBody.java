package io.happyhorse.core.download;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a storage host says instead of giving a video: of OSS, S3 and their kin, Azure, and of gateways in JSON. Only a code and a
 * message are kept of it, since the rest may repeat what was signed.
 *
 * @param said the code and the message; empty if there is none
 * @param saysExpired whether it says that the link has expired
 */
record StorageErrorBody(String said, boolean saysExpired) {
  private static final int NOT_FOUND = 404;
  static final int PROXY_AUTHENTICATION = 407;
  private static final int GONE = 410;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);
  private static final Set<Integer> OF_EXPIRED_LINKS = Set.of(400, 403, GONE);
  private static final Pattern CODE =
      Pattern.compile("<Code>([^<]*)</Code>|\"[Cc]ode\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern MESSAGE =
      Pattern.compile("<Message>([^<]*)</Message>|\"[Mm]essage\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern AZURE_DETAIL =
      Pattern.compile("<AuthenticationErrorDetail>([^<]*)</AuthenticationErrorDetail>");

  /** OSS's own number for it, Azure's sentence, and the word that all others use. */
  private static final Pattern EXPIRED =
      Pattern.compile("<EC>0002-00000069</EC>|not valid in the specified time frame"
          + "|expired(?:request|token|timestamp)|(?:request|token) ?expired|(?:has|is|was|been) expired"
          + "|(?:link|url|signature) expired|expired timestamp|已过期");

  /** Reads the beginning of a body. */
  static StorageErrorBody of(String body) {
    String said = first(CODE, body) + " " + first(MESSAGE, body) + " " + first(AZURE_DETAIL, body);
    boolean expired = EXPIRED.matcher(body).find()
        || EXPIRED.matcher(body.toLowerCase(Locale.ROOT)).find();
    return new StorageErrorBody(said.strip(), expired);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return "";
    }
    boolean isXml = matcher.groupCount() == 1 || matcher.group(1) != null;
    return matcher.group(isXml ? 1 : 2);
  }

  /** Tells whether a response with this body and a status means that the link has expired. */
  boolean isExpiry(int status) {
    return saysExpired && OF_EXPIRED_LINKS.contains(status);
  }

  /** Tells whether a response with a status may well be another one later. */
  static boolean isTransient(int status) {
    return status >= FIRST_SERVER_ERROR || TRANSIENT.contains(status);
  }

  /** Returns what a status means, as half a sentence. */
  static String meaning(int status) {
    if (status == PROXY_AUTHENTICATION) {
      return "the proxy requires a user name and a password that it accepts; for https also start Java"
          + " with -Djdk.http.auth.tunneling.disabledSchemes=";
    }
    if (status == NOT_FOUND || status == GONE) {
      return "it is not there any more";
    }
    return isTransient(status) ? "the host is in trouble" : "the host refuses it";
  }
}
