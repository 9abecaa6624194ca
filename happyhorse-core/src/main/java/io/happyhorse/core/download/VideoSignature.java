package io.happyhorse.core.download;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides by the first bytes of a body whether it is a video, whatever its {@code Content-Type} says. */
final class VideoSignature {
  /** How many bytes the decision needs, if there are so many. */
  static final int BYTES = 512;

  private static final int BOX_HEADER = 8;

  /** What the first box of an MP4 file can be. */
  private static final Set<String> FIRST_BOXES =
      Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "uuid", "pnot");

  private VideoSignature() {}

  /**
   * Returns what shows that bytes are no video, as half a sentence; null if nothing does.
   *
   * @param head the first bytes: all there are, or at least {@link #BYTES}
   * @param length how many of them count
   * @param contentType what the host says they are; null if it does not
   */
  static @Nullable String problem(byte[] head, int length, @Nullable String contentType) {
    if (length == 0) {
      return "it is empty";
    }
    String text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    int first = firstVisible(text);
    if (first == text.length()) {
      return "there are blanks only";
    }
    if ("{[<".indexOf(text.charAt(first)) >= 0) {
      return "it begins with " + text.charAt(first) + ", as JSON and web pages do";
    }
    boolean isMp4 =
        length >= BOX_HEADER && FIRST_BOXES.contains(text.substring(BOX_HEADER / 2, BOX_HEADER));
    return isMp4 || !requiresMp4(contentType) ? null : "it does not begin as an MP4 file does";
  }

  /** Returns the place of the first character after blanks and byte order marks. */
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

  /** Tells whether a type says MP4, or text, under which an MP4 file is the only video that is believed. */
  private static boolean requiresMp4(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    return type.contains("mp4")
        || type.startsWith("text/")
        || type.contains("json")
        || type.contains("xml");
  }
}
