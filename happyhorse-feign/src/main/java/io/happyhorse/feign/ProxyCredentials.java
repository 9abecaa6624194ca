package io.happyhorse.feign;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** The user name and the password for a proxy. They are never shown. */
final class ProxyCredentials {
  private final String plain;
  private final String encoded;

  private ProxyCredentials(String plain) {
    this.plain = plain;
    this.encoded = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  static ProxyCredentials of(String user, String password) {
    Objects.requireNonNull(password, "password");
    if (user.isBlank() || user.contains(":")) {
      throw new IllegalArgumentException(
          "The user name for the proxy is blank or contains a colon (it is not shown here).");
    }
    return new ProxyCredentials(user + ":" + password);
  }

  /** Returns the value of the header {@code Proxy-Authorization}. */
  String authorization() {
    return "Basic " + encoded;
  }

  /** Returns the text without these credentials. */
  String hiddenIn(String text) {
    return text.replace(encoded, "***").replace(plain, "***");
  }

  @Override
  public String toString() {
    return "***";
  }
}
