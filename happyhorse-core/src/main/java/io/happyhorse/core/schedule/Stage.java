package io.happyhorse.core.schedule;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Which part of a task's life a time is of. */
enum Stage {
  /** From submission to the end. */
  WHOLE("whole"),
  /** From the start to the end. */
  RENDERING("rendering"),
  /** From submission to the end, of tasks of any kind: for those whose kind is not known yet. */
  WHOLE_OF_ANY("any");

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** Returns a name for the times of this part of the tasks of one kind, without blanks in it. */
  String keyOf(String kind) {
    return word + ":" + URLEncoder.encode(kind, StandardCharsets.UTF_8);
  }

  static boolean isKey(String text) {
    return Arrays.stream(values()).anyMatch(stage -> text.startsWith(stage.word + ":"));
  }
}
