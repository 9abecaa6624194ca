package io.happyhorse.core.download;

import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.internal.TunnelCredentials;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The error body of a storage host (OSS, S3 and compatible stores, Azure) or of a gateway that uses JSON. Of structured text, only the
 * code and the message are kept, since the rest may contain the signed request. Of plain text, only the first line is kept.
 *
 * @param message the code and the message, or the first line; empty if there is none
 * @param reportsExpiry whether it reports an expired link
 */
record StorageErrorBody(String message, boolean reportsExpiry) {
  private static final int LONGEST = 4_096;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final Set<Integer> OF_EXPIRED_LINKS = Set.of(400, 401, 403, GONE);
  private static final Pattern CODE =
      Pattern.compile("<Code>([^<]*)</Code>|\"[Cc]ode\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern MESSAGE =
      Pattern.compile("<Message>([^<]*)</Message>|\"[Mm]essage\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern AZURE_DETAIL =
      Pattern.compile("<AuthenticationErrorDetail>([^<]*)</AuthenticationErrorDetail>");

  /**
   * Matches the first line of plain text: it begins neither like XML or HTML nor like JSON, and has no characters that do not occur in
   * text.
   */
  private static final Pattern PLAIN_TEXT = Pattern.compile(
      "\\s*+([^\\s<{\\[\"\\p{Cntrl}\\ufffd][^\\p{Cntrl}\\ufffd]*+)(?:[\\r\\n].*+)?",
      Pattern.DOTALL);

  /** Matches the error number of OSS, the sentence of Azure, and the wording of all others. */
  private static final Pattern EXPIRED =
      Pattern.compile("<EC>0002-00000069</EC>|not valid in the specified time frame"
          + "|expired(?:request|token|timestamp)|(?:request|token) ?expired|(?:has|is|was|been) expired"
          + "|(?:link|url|signature) expired|expired timestamp|已过期");

  /** Reads the beginning of a body, which may be compressed with gzip although that was not requested. */
  static StorageErrorBody read(InputStream body) throws IOException {
    byte[] beginning = body.readNBytes(LONGEST);
    boolean isGzip = beginning.length > 1 && beginning[0] == 0x1f && beginning[1] == (byte) 0x8b;
    return of(new String(isGzip ? gunzipped(beginning) : beginning, StandardCharsets.UTF_8));
  }

  /** Returns the bytes that can be decoded; the body may be truncated or damaged. */
  private static byte[] gunzipped(byte[] beginning) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (InputStream decoded = new GZIPInputStream(new ByteArrayInputStream(beginning))) {
      for (int next = decoded.read(); next >= 0 && plain.size() < LONGEST; next = decoded.read()) {
        plain.write(next);
      }
    } catch (IOException incomplete) {
      return plain.toByteArray();
    }
    return plain.toByteArray();
  }

  /** Reads the beginning of a text. */
  static StorageErrorBody of(String body) {
    String text = first(CODE, body) + " " + first(MESSAGE, body) + " " + first(AZURE_DETAIL, body);
    boolean expired = EXPIRED.matcher(body).find()
        || EXPIRED.matcher(body.toLowerCase(Locale.ROOT)).find();
    return new StorageErrorBody(text.isBlank() ? plainText(body) : text.strip(), expired);
  }

  private static String plainText(String body) {
    Matcher plain = PLAIN_TEXT.matcher(body);
    return plain.matches() ? plain.group(1).strip() : "";
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return "";
    }
    boolean isXml = matcher.groupCount() == 1 || matcher.group(1) != null;
    return matcher.group(isXml ? 1 : 2);
  }

  /** Returns whether a response with this body and the given status means that the link has expired. */
  boolean isExpiry(int status) {
    return reportsExpiry && OF_EXPIRED_LINKS.contains(status);
  }

  /** Returns the meaning of a status, as half a sentence. */
  static String meaning(int status) {
    if (status == HttpStatus.PROXY_AUTHENTICATION_REQUIRED) {
      return "it requires a valid user name and password"
          + (TunnelCredentials.areSent()
              ? ""
              : "; for https also start Java with -Djdk.http.auth.tunneling.disabledSchemes=");
    }
    if (status == NOT_FOUND || status == GONE) {
      return "it no longer exists";
    }
    return HttpStatus.isTransient(status) ? "the host is unavailable" : "the host refuses it";
  }
}
