package io.happyhorse.core.download;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by the first bytes of a body whether it is a video, regardless of its {@code Content-Type}. */
final class VideoSignature {
  /** The number of bytes that the decision needs, unless the body is shorter. */
  static final int BYTES = 512;

  private static final int BOX_HEADER = 8;

  /** The possible types of the first box of an MP4 file. */
  private static final Set<String> FIRST_BOXES =
      Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "uuid", "pnot");

  private VideoSignature() {}

  /** The first bytes of other files that a host may send in place of a video. */
  private static final Map<String, String> OTHER_FILES = Map.of(
      "\u001f\u008b", "gzip",
      "\u0089PNG", "PNG",
      "\u00ff\u00d8\u00ff", "JPEG",
      "GIF8", "GIF",
      "%PDF", "PDF",
      "PK\u0003\u0004", "ZIP");

  /**
   * Returns the reason why bytes are not a video, as half a sentence; null if they may be a video.
   *
   * @param head the first bytes: all of the body, or at least {@link #BYTES}
   * @param length the number of valid bytes in {@code head}
   * @param contentType the type according to the host; null if there is none
   */
  static @Nullable String problem(byte[] head, int length, @Nullable String contentType) {
    if (length == 0) {
      return "it is empty";
    }
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    int first = firstVisible(text);
    if (first == text.length()) {
      return "it contains only white space";
    }
    if ("{[<".indexOf(text.charAt(first)) >= 0) {
      return "it begins with " + text.charAt(first) + ", like JSON or a web page";
    }
    if (length >= BOX_HEADER && FIRST_BOXES.contains(text.substring(BOX_HEADER / 2, BOX_HEADER))) {
      return null;
    }
    if (requiresMp4(contentType)) {
      return "it does not begin like an MP4 file";
    }
    return otherFile(text);
  }

  /** Returns the other kind of file that the bytes belong to, as half a sentence; null if they may be a video. */
  private static @Nullable String otherFile(String text) {
    for (Map.Entry<String, String> other : OTHER_FILES.entrySet()) {
      if (text.startsWith(other.getKey())) {
        return "it begins as a " + other.getValue() + " file does";
      }
    }
    boolean isText =
        text.chars().allMatch(character -> character >= ' ' || Character.isWhitespace(character));
    return isText ? "it is text" : null;
  }

  /** Returns the index of the first character after blanks and byte order marks. */
  private static int firstVisible(String text) {
    int at = 0;
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      at = 3;
    } else if (text.startsWith("\u00ff\u00fe")) {
      at = 2;
    } else if (text.startsWith("\u00fe\u00ff\0")) { // the high byte of the first character
      at = 3;
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Returns whether a type is that of MP4 or of text. For these types, only an MP4 file is accepted as a video. */
  private static boolean requiresMp4(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    return type.contains("mp4")
        || type.startsWith("text/")
        || type.contains("json")
        || type.contains("xml");
  }
}
