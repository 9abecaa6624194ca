package io.happyhorse.feign.spring;

import java.io.Serial;

/** A property has a value that cannot be used. The message is one sentence, which names the property and shows no secret. */
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

  /** Applies the library's own rule to the value of a property. */
  static void check(String property, Runnable rule) {
    try {
      rule.run();
    } catch (IllegalArgumentException refused) {
      throw new InvalidPropertyException(property, String.valueOf(refused.getMessage()));
    }
  }
}
