package io.happyhorse.feign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/** The header {@code User-Agent}. The version is a resource, since neither modules nor shaded jars keep this jar's manifest. */
final class UserAgent {
  static final String DEFAULT = "happyhorse-java/" + version();

  private static final Pattern VALID = Pattern.compile("[!-~][ -~]*");

  private UserAgent() {}

  /**
   * Returns a given value.
   *
   * @throws IllegalArgumentException if no header can contain it
   */
  static String validated(String value) {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("'" + value.replaceAll("[^ -~]", "?")
          + "' cannot be a user agent: use visible ASCII characters and blanks.");
    }
    return value;
  }

  private static String version() {
    try (InputStream version =
        Objects.requireNonNull(UserAgent.class.getResourceAsStream("version.txt"), "version.txt")) {
      return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
