package io.happyhorse.feign;

/**
 * Finds the end of a JSON object in the pieces of a body. It does not validate the object. A body that does not begin with an object,
 * such as a compressed one, has no such end.
 */
final class JsonEnd {
  /** The bytes that may precede the object: white space and the byte order mark of UTF-8. */
  private static final String BLANKS = " \t\r\n\u00ef\u00bb\u00bf";

  private boolean isAbsent;
  private int depth;
  private boolean inString;
  private boolean escaped;

  /**
   * Reads the next piece.
   *
   * @return whether the object ends in this piece
   */
  boolean isIn(byte[] piece, int length) {
    for (int i = 0; i < length; i++) {
      if (endsWith(piece[i])) {
        return true;
      }
    }
    return false;
  }

  private boolean endsWith(byte next) {
    if (depth == 0) {
      begin(next);
      return false;
    }
    if (inString) {
      inString = escaped || next != '"';
      escaped = !escaped && next == '\\';
      return false;
    }
    switch (next) {
      case '"' -> inString = true;
      case '{' -> depth++;
      case '}' -> depth--;
      default -> {}
    }
    return depth == 0;
  }

  /** Reads a byte before the object. */
  private void begin(byte next) {
    if (next == '{' && !isAbsent) {
      depth = 1;
    } else {
      isAbsent |= BLANKS.indexOf(next & 0xff) < 0;
    }
  }
}
