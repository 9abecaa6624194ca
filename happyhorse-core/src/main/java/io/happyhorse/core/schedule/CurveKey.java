package io.happyhorse.core.schedule;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Identifies a curve by the stage and the kind of its tasks. */
record CurveKey(Stage stage, String kind) {
  static final CurveKey ANY = new CurveKey(Stage.WHOLE_OF_ANY, "");

  static CurveKey whole(String kind) {
    return new CurveKey(Stage.WHOLE, kind);
  }

  static CurveKey rendering(String kind) {
    return new CurveKey(Stage.RENDERING, kind);
  }

  /** Parses the result of {@link #toString}; returns null for any other text. */
  static @Nullable CurveKey parse(String text) {
    for (Stage stage : Stage.values()) {
      String prefix = stage.word + ":";
      if (text.startsWith(prefix)) {
        return new CurveKey(
            stage, URLDecoder.decode(text.substring(prefix.length()), StandardCharsets.UTF_8));
      }
    }
    return null;
  }

  /** Returns a text without blanks. */
  @Override
  public String toString() {
    return stage.word + ":" + URLEncoder.encode(kind, StandardCharsets.UTF_8);
  }
}
