package io.happyhorse.feign;

/** Thrown if there is no API key. It has no cause, since the error of a supplier may contain a secret. */
final class ApiKeyUnavailableException extends RuntimeException {
  ApiKeyUnavailableException(String why) {
    super(why);
  }
}
