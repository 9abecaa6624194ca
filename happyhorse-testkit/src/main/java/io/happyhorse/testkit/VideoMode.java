package io.happyhorse.testkit;

/** The four modes of HappyHorse 1.0, which differ in the reported action and usage. */
public enum VideoMode {
  /** Text to video. */
  T2V("generate", true, 0),
  /** Image to video. The usage contains no ratio. */
  I2V("generate", false, 0),
  /** References to video. */
  R2V("referenceGenerate", true, 0),
  /** Editing a video. The usage includes the seconds of the input and contains no ratio. */
  VIDEO_EDIT("omniGenerate", false, 5);

  private final String action;
  private final boolean namesRatio;
  private final int inputSeconds;

  VideoMode(String action, boolean namesRatio, int inputSeconds) {
    this.action = action;
    this.namesRatio = namesRatio;
    this.inputSeconds = inputSeconds;
  }

  String action() {
    return action;
  }

  boolean namesRatio() {
    return namesRatio;
  }

  int inputSeconds() {
    return inputSeconds;
  }
}
