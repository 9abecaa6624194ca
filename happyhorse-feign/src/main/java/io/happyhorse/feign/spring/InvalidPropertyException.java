package io.happyhorse.feign.spring;

import java.io.Serial;

/** Thrown if a property has an invalid value. The message is one sentence, which names the property and contains no secret. */
final class InvalidPropertyException extends IllegalArgumentException {
  @Serial
  private static final long serialVersionUID = 1;

  private final String property;

  InvalidPropertyException(String property, String problem) {
    super(property + ": " + problem);
    this.property = property;
  }

  String property() {
    return property;
  }

  /** Validates the value of a property by the library's own rule. */
  static void check(String property, Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException refused) {
      throw new InvalidPropertyException(property, String.valueOf(refused.getMessage()));
    }
  }
}
