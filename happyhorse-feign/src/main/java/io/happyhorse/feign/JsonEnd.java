package io.happyhorse.feign;

/** Finds the end of a JSON object in the pieces of a body. It does not validate the object. */
final class JsonEnd {
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
    return next == '}' && depth == 0;
  }
}
