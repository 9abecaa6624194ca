package io.happyhorse.feign;

/** There is no API key. It has no cause: a supplier's error may show what it should not. */
final class ApiKeyUnavailableException extends RuntimeException {
  ApiKeyUnavailableException(String why) {
    super(why);
  }
}
