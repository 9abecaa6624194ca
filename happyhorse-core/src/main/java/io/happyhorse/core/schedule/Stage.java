package io.happyhorse.core.schedule;

/** The part of a task's life that a duration covers. */
enum Stage {
  /** From submission to the end. */
  WHOLE("whole"),
  /** From the start to the end. */
  RENDERING("rendering"),
  /** From submission to the end, of tasks of any kind: used for tasks whose kind is unknown. */
  WHOLE_OF_ANY("any");

  final String word;

  Stage(String word) {
    this.word = word;
  }
}
