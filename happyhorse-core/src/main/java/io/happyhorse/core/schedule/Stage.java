package io.happyhorse.core.schedule;

/** Which part of a task's life a time is of. */
enum Stage {
  /** From submission to the end. */
  WHOLE("whole"),
  /** From the start to the end. */
  RENDERING("rendering"),
  /** From submission to the end, of tasks of any kind: for those whose kind is not known yet. */
  WHOLE_OF_ANY("any");

  final String word;

  Stage(String word) {
    this.word = word;
  }
}
